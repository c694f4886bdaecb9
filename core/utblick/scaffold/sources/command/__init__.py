"""A command: what the plugin can be asked on the console."""
