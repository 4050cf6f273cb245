"""Pages of the year: the yearly sheet, its meetings and opinions, and what months add up to (Tổng hợp)."""
