"""Organisations and people: who is who, what they are called elsewhere, and how they belong together."""
