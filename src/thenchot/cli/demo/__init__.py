"""The demo's invented city part: its units, its people, their months; everything enters through the actions."""
