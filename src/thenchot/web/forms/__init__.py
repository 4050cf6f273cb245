"""Official papers to take away: the form of one sheet, of a whole unit, the summary of a period, the minutes of a meeting."""
