"""How far sheets are, and published results (trạng thái phiếu, kết quả đã công bố)."""
