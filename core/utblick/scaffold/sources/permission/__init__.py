"""A permission to look and one to change, which most other pieces ask for."""
