"""The jobs of a month done as people do them, in a browser: what each costs in taps, keystrokes and seconds of work."""
