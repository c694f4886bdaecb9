"""What access writes by mail: the invitation, and the link for a new password."""

from datetime import date

from utblick.declare import Button, Placeholder, Text
from utblick.i18n import _

_NAME = Placeholder(name="name", title=_("The user's name"), example="Anna Exempel")
_URL = Placeholder(
    name="url",
    title=_("The link, which works once"),
    example="https://utblick.example/…",
    needed=True,
    link=True,
)

INVITATION = Text(
    name="mail/access/invitation",
    title=_("Invitation to a new user"),
    about=_("Goes to a new colleague, with the link by which the account is opened."),
    placeholders=(_NAME, _URL),
    subject=_("Your account in Utblick at {municipality}"),
    paragraphs=(
        _("Hi {name}!"),
        _(
            "You have been given an account in Utblick, where {municipality} works with its external "
            "relations. Choose a password to open it."
        ),
        Button(label=_("Choose a password"), link="url"),
        _("The link works once, for seven days. If it has expired, ask your administrator for a new one."),
    ),
)

RESET = Text(
    name="mail/access/reset",
    title=_("A new password"),
    about=_("Goes to a user who has forgotten the password, with the link to choose another."),
    placeholders=(_NAME, _URL),
    subject=_("Choose a new password in Utblick"),
    paragraphs=(
        _("Hi {name}!"),
        _("Somebody, probably you, asked for a new password for your account in Utblick."),
        Button(label=_("Choose a new password"), link="url"),
        _(
            "The link works once, for one hour. If it was not you, you need not do anything: your password "
            "has not been changed."
        ),
    ),
)

CHANGED = Text(
    name="mail/access/changed",
    title=_("Word of a change to a user's sign-in"),
    about=_("Goes to a user whose password or second factor was changed or used in an unusual way."),
    placeholders=(
        _NAME,
        Placeholder(
            name="what", title=_("What has changed"), example=_("Your password was changed."), needed=True
        ),
        Placeholder(name="day", title=_("The day on which it happened"), example=date(2026, 12, 24)),
        Placeholder(
            name="link", title=_("The user's own account"), example="https://utblick.example/me", link=True
        ),
    ),
    subject=_("Your account in Utblick: something has changed"),
    paragraphs=(
        _("Hi {name}!"),
        _("{what} It happened on {day}."),
        _("If it was you, you need not do anything."),
        _(
            "If it was not you: choose a new password, sign out everywhere else, and tell your administrator "
            "at once."
        ),
        Button(label=_("Look at my account"), link="link"),
    ),
)

TEXTS = (INVITATION, RESET, CHANGED)
