"""The door of work that nobody waits for: what systems outside bring in, what the national database is owed."""
