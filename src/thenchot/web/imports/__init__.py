"""Pages where units, people and catalogues come in from files (Nhập dữ liệu)."""
