"""Pages of the rulebooks (Quy định)."""
