"""What the national database is owed of published results (Điều 26 khoản 1 điểm d): queued, packed, signed, received."""
