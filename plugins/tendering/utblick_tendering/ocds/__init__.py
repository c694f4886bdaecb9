"""Open Contracting Data Standard 1.1.5: notices as releases, and releases as notices."""
