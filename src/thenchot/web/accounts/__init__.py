"""Pages of the system administrator: accounts, never content (Tài khoản)."""
