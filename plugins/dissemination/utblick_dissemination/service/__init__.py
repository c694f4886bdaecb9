"""What can be done with stories and with consents to them, and what follows from it."""
