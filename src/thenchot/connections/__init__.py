"""Systems outside whose address an administrator entered (kết nối): listed, accepted by who answers for them, stopped."""
