"""Reads for pages, exports and commands: frozen rows, no writing."""
