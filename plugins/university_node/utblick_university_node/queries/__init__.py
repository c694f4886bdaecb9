"""The questions that the rest of the plugin asks of its tables."""
