"""Cycles, sheets, their steps, levels, publication and petitions."""
