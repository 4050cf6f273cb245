"""The plain programs: the same rows with the same settings, without a framework, rules or refusals."""
