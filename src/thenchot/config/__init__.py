"""Settings, addresses and the WSGI door; knows everything, nobody knows it."""
