"""Pages of published results (Kết quả)."""
