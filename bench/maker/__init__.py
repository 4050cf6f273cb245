"""Makes a big invented organisation by set-based SQL from constants: for measuring, and for the demo of a whole city."""
