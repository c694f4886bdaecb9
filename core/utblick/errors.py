"""The ways in which the platform says no, each with a sentence that its reader can act on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from utblick.i18n import Msg, _


class UtblickError(Exception):
    """The base of every error that a person is meant to read; one handler turns it into an answer."""

    status: int = 400
    title: Msg = _("That did not work")

    def __init__(self, message: Msg) -> None:
        super().__init__(str(message))
        self.message = message


class NotFound(UtblickError):
    """What was asked for is not here, or no longer."""

    status = 404
    title = _("Not found")

    def __init__(
        self, message: Msg = _("What you are looking for is not here. It may have been removed.")
    ) -> None:
        super().__init__(message)


class Gone(UtblickError):
    """A link or record was here and has been used up, has expired or was withdrawn."""

    status = 410
    title = _("No longer valid")


class Forbidden(UtblickError):
    """The reader is signed in, but lacks the permission."""

    status = 403
    title = _("You do not have access")

    def __init__(self, message: Msg = _("You lack the permission for this.")) -> None:
        super().__init__(message)


class NotSignedIn(UtblickError):
    """Nobody is signed in."""

    status = 401
    title = _("Sign in")

    def __init__(self, message: Msg = _("Sign in to go on.")) -> None:
        super().__init__(message)


class NotEnrolled(UtblickError):
    """Somebody is signed in with a password alone, where more is required of them."""

    status = 403
    title = _("Set up a second factor")

    def __init__(
        self,
        message: Msg = _("You must set up a second factor before you go on. Load the page again to do so."),
    ) -> None:
        super().__init__(message)


class Conflict(UtblickError):
    """The state of things does not allow it, now."""

    status = 409
    title = _("Not possible right now")


class TooLarge(UtblickError):
    """More was sent than the limit allows."""

    status = 413
    title = _("The file is too large")


class TooMany(UtblickError):
    """Too many tries in too short a time."""

    status = 429
    title = _("Too many attempts")


class Unavailable(UtblickError):
    """What the house stands on does not answer, for now; it is nobody's mistake."""

    status = 503
    title = _("Not reachable right now")


class NoRoom(UtblickError):
    """A disk is full: nothing can be kept until somebody makes room."""

    status = 507
    title = _("The disk is full")


class Misconfigured(UtblickError):
    """Settings, or an installation, that cannot work; shown on the console."""

    status = 500
    title = _("The installation is not complete")


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field. An empty field name speaks of the whole form."""

    field: str
    message: Msg


class Invalid(UtblickError):
    """Input that was refused, field by field; nothing of it was kept."""

    status = 422
    title = _("Something needs to be corrected")

    def __init__(
        self,
        problems: Sequence[FieldProblem] | Mapping[str, Msg],
        message: Msg = _("Some of what you entered needs to be corrected. Nothing has been lost."),
    ) -> None:
        super().__init__(message)
        pairs = (
            problems.items() if isinstance(problems, Mapping) else ((p.field, p.message) for p in problems)
        )
        self.problems: tuple[FieldProblem, ...] = tuple(FieldProblem(f, m) for f, m in pairs)

    @property
    def by_field(self) -> dict[str, Msg]:
        """What is wrong with each field, as forms show it."""
        return {problem.field: problem.message for problem in self.problems}
