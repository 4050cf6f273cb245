"""Pages where levels are proposed and decided (Đề xuất, Quyết định)."""
