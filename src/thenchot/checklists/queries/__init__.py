"""What is read of checklists, each question one file."""
