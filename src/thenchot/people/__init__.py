"""Persons, dated appointments, management tiers, accounts, roles, and delegation: who scores, who ranks, who decides."""
