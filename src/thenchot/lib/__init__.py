"""The cellar: small things every room needs; imports nothing of ours."""
