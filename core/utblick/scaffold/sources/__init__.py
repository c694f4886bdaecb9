"""What plugins are written from: each folder is one piece of a plugin, copied under other names."""
