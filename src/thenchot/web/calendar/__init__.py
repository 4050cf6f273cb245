"""Somebody's own weeks and months, and the work of those one follows."""
