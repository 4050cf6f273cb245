"""Pages of the yearly assessment of organisations (xếp loại tổ chức)."""
