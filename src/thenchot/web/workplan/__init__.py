"""Pages of the month's plan."""
