"""The questions that partnerships asks of its tables, room by room."""
