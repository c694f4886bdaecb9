"""A small plugin that keeps every rule: notes about organisations."""
