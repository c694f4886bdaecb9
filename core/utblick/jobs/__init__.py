"""What is done by the clock, and long work that somebody started and wants to follow."""
