"""A way of working as one signed file: taken out of one municipality, looked at and installed at another."""
