"""The door for other software: JSON under /api/v1, let in by a key, each write the same action as the page's."""
