"""Who did what, and who opened what: append-only, hash-chained, sealed by day; knows nobody above it."""
