"""The key itself (khóa kết nối)."""
