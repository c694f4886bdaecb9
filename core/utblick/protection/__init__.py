"""Records that not everybody may read: secret or blocked; masked for others, and each reading logged."""
