"""What can be done in the university node, and what follows from it: one module for each matter."""
