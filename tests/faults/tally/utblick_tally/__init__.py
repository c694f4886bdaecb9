"""A plugin that counts: what is asked of it, and what its subscribers make of that, can be compared row by row."""
