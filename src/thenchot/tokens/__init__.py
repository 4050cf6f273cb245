"""Keys with which other software comes in by the JSON API (khóa kết nối): asked for, approved, taken once, ended."""
