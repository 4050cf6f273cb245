"""Pages about how scorers score: the own one first, then the organisation body's list."""
