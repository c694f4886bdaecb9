"""What people and programs show to prove who they are, and how it is kept."""
