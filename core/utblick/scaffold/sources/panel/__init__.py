"""A panel: a box on the page of an organisation."""
