"""Pages of the trail: who opened my file, and whether everything still agrees."""
