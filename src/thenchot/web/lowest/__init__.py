"""The criteria that were marked lowest in a unit and period."""
