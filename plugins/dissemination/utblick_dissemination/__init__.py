"""Good examples: stories that are told when those they are about have agreed to the text."""
