"""Attached files: given to who may read what they hang on, and taken back with a reason."""
