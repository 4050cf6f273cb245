"""Excel, Word and text files in and out: rows ↔ bytes. The only room that knows those libraries; it writes to no table."""
