"""Words in the reader's language: marked where they are written, translated where they are shown."""

from utblick.i18n.message import Msg, Plural, _, ngettext

__all__ = ["Msg", "Plural", "_", "ngettext"]
