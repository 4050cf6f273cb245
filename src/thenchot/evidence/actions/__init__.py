"""What may be done with a fact."""
