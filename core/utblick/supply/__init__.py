"""What the program is made of: its parts with their versions, and which of them are known to be unsafe."""
