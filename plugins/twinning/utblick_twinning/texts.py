"""What invited people get from us in words."""

from datetime import date

from utblick.api import Button, Placeholder, Text, _

INVITATION = Text(
    name="twinning/mail/invitation",
    title=_("Invitation to an exchange"),
    about=_("Goes to each person who is invited, with the own link to answer and to check in by."),
    placeholders=(
        Placeholder(name="name", title=_("Who is invited"), example="Anna Exempel"),
        Placeholder(name="title", title=_("What the exchange is called"), example="Exempel 2026"),
        Placeholder(name="town", title=_("The twin town"), example="Exempelstad"),
        Placeholder(name="day", title=_("The first day"), example=date(2026, 12, 24)),
        Placeholder(
            name="link",
            title=_("The own link of who is invited"),
            example="https://utblick.example/…",
            needed=True,
            link=True,
        ),
    ),
    subject=_("Invitation: {title}"),
    paragraphs=(
        _("Hi {name}!"),
        _("{municipality} invites you to “{title}” with {town}, {day}."),
        _("Please say whether you come. On the day you check in by the same link, or show it at the door."),
        Button(label=_("Answer the invitation"), link="link"),
        _("The link is yours alone."),
    ),
)

TEXTS = (INVITATION,)
