"""A job: what the plugin does by the clock."""
