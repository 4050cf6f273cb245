"""Pages of the organisation body: opening a period, seeing how far it is, reminding, publishing (Kỳ đánh giá)."""
