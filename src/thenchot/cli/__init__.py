"""The command line: a door that parses, calls one action or query, and prints."""
