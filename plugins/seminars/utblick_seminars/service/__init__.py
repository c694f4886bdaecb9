"""What can be done with seminars, registrations and surveys, and what follows from it."""
