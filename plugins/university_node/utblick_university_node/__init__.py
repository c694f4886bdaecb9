"""The municipality as a node towards its universities: needs, assignments, students, placements."""
