"""What can be done in partnerships, room by room: the only writers and the only publishers."""
