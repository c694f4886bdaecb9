"""Partnerships: profiles, calls, consortia, projects, and the arena where three helices meet."""
