"""What the pages of figures ask for."""
