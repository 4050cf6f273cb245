"""Pages of the figures of a place: completion, levels, why some have none, twelve months, unit by unit (Toàn cảnh)."""
