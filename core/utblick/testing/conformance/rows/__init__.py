"""Rows to try a plugin with: its own verbs are asked with values that fit what it declares."""
