"""What may be done in a year's round of organisations."""
