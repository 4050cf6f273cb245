"""The yearly assessment of organisations (đánh giá, xếp loại chất lượng tổ chức, Nghị định 335/2025 Chương II)."""
