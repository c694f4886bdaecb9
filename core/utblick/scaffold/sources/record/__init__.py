"""A record type: its table, its list, form, search, history and API."""
