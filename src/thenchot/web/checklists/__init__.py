"""Pages of checklists: answered, checked, drafted, tried and put in force (Bảng kiểm)."""
