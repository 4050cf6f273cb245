"""Information for the assessment (thông tin phục vụ đánh giá): read, entered, withdrawn."""
