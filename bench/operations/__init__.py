"""What is measured, one operation a file; each takes the city as the one before left it."""
