"""Units by date (cơ quan, tổ chức, đơn vị), titles and the working calendar."""
