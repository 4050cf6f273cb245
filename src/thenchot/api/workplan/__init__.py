"""Tasks (đầu việc): read, given, reported."""
