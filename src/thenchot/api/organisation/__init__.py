"""Units (cơ quan, đơn vị)."""
