"""Pages of the month: sheets, the head's grid, decisions, cycles, results, petitions."""
