"""Pages of the keys that let other software in (Khóa kết nối)."""
