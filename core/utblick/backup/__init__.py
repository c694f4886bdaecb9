"""Copies of a whole installation: made while it is at work, looked through, and put back."""
