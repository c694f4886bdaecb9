"""Mail that leaves the house: rows first, letters afterwards, so that nothing is lost silently."""
