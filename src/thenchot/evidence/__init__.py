"""Sourced facts that an assessment rests on (thông tin phục vụ đánh giá)."""
