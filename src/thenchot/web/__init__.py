"""The pages: each view reads the request, asks access, calls one action or query, and answers."""
