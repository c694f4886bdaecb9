"""An event: what the plugin tells the rest of the house."""
