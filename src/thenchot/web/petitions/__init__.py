"""Pages of petitions (Kiến nghị)."""
