"""Signing in with the municipality's own accounts: what is the same whatever language its provider speaks."""
