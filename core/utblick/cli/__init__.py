"""The `utblick` command."""
