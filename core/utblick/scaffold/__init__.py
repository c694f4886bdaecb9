"""Writing plugins: a new one, copied from the reference, and more pieces for one that is there."""
