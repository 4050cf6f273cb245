"""What is followed from month to month: notes on work, the month's meeting (họp giao ban), remedies (khắc phục)."""
