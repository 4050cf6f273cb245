"""Pages of connections to systems outside."""
