"""Rulebooks: the law as dated, cited files; which of them binds whom; what a body chose within them."""
