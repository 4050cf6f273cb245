"""Then Chốt: the monthly assessment of officials and what follows from it."""
