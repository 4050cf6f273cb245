"""What systems outside bring in (tin đến): each number once, made into facts and tasks, mended by a person where it sticks."""
