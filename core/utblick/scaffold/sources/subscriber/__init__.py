"""A subscriber: what the plugin builds of what happens elsewhere."""
