"""The user guide inside the product: the same pages as docs/huong-dan, with no need of a network."""
