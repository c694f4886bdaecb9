"""Calendars of all plugins: one page, a box on the overview, and secret addresses for calendar programs."""
