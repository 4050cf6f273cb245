"""The month's plan (biểu ngang): the one table of work."""
