"""What changes notes, meetings and remedies; each file is one verb."""
