"""The verbs of tendering: what changes its tables, and what is told of it."""
