"""What can be done with twin towns, exchanges, meetings and studies, and what follows from it."""
