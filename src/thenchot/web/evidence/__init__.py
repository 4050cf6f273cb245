"""Pages of the register of facts (Thông tin phục vụ đánh giá)."""
