"""Checklists beside the rulebooks: self-checks, registrations, 5S, leagues; each a list of items in data, by edition and date."""
