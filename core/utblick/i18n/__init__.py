"""Words in the reader's language: text that is marked where it is written and translated where it is shown."""

from utblick.i18n.message import Msg, Plural, _, ngettext

__all__ = ["Msg", "Plural", "_", "ngettext"]
