"""People and their posts (người, vị trí công tác)."""
