"""Doors of safe sign-in: second factors, open sessions, single sign-on, limits, the review of rights."""
