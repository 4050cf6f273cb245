"""The verbs of connections: one file each."""
