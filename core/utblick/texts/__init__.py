"""Outgoing texts: their standard wording from the code, and the municipality's own."""
