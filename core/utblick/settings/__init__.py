"""What an installation is told: one TOML file, overridden by the environment."""

from utblick.settings.model import Settings

__all__ = ["Settings"]
