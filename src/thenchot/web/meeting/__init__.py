"""The month's meeting of a unit, and the remedies that come out of it."""
