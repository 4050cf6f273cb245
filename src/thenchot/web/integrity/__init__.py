"""The page where the trail is verified and results are computed again (Đối chiếu)."""
