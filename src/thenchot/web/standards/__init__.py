"""Pages of the product catalogue: what there is, what a head asks to add, what is decided on it."""
