"""What is held about people: handed out when they ask, erased when they may ask for it, accounted for."""
