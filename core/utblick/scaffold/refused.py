"""The one way in which the scaffold says no: before anything is written."""

from utblick.errors import UtblickError
from utblick.i18n import _


class Refused(UtblickError):
    """What was asked for cannot be written, or would overwrite something; nothing was changed."""

    status = 409
    title = _("Nothing was written")
