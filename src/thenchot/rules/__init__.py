"""The engine: pure Python, standard library only; frozen data in, a verdict with its reasons out."""
