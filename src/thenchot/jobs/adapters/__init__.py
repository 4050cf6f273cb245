"""How each kind of system outside is read: what it says, as arrivals under its own numbers."""
