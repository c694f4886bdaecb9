"""The words of tendering: CPV as a tree, what trades sell, and Swedish words taken apart."""
