"""The ways in by browser: the app, the shell, panels, errors, templates and static files."""
