"""Signing in safely: second factors, open sessions, limits on trying, idle accounts, the review of rights."""
