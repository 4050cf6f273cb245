"""Pages of what systems outside brought in."""
