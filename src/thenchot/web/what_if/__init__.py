"""Pages that judge a past period by other rules and write nothing (Tính thử)."""
