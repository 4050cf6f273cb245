"""One command a file: parse, call one action or query, print."""
