"""The page that says who scores, ranks and decides for whom (Phân cấp)."""
