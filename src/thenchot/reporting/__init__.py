"""Figures over many cycles and units: reads only, from what the rooms below have counted."""
