"""Codes that the world has agreed on, with their names in Swedish and English; sources in SOURCES.md."""
