"""What the plugin holds about people: exported, erased, and for how long."""
