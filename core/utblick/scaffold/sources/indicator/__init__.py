"""An indicator: what goals can count."""
