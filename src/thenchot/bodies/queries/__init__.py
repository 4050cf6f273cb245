"""What is read of the rounds of organisations."""
