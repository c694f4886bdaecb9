"""From the text of one cell to one value: names, numbers, dates, contacts, places and codes."""
