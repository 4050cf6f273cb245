"""What a month of a whole city costs, each figure beside a plain program that does the same rows: make bench."""
