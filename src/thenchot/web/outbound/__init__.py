"""Pages of what the national database is owed."""
