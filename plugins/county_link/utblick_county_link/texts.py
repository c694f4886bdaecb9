"""What a company gets from us in words: the question whether it wants to be introduced."""

from datetime import date

from utblick.api import Button, Placeholder, Text, _

CONSENT = Text(
    name="county_link/mail/consent",
    title=_("Question to a company about an introduction"),
    about=_("Asks whether a municipality of the county may get the company's contact details."),
    placeholders=(
        Placeholder(name="company", title=_("The company"), example="Exempelbolaget AB"),
        Placeholder(
            name="name", title=_("Whom the mail goes to, if there is a name"), example="Anna Exempel"
        ),
        Placeholder(name="title", title=_("What the other municipality looks for"), example="Exempel 1"),
        Placeholder(
            name="link",
            title=_("The link to answer by, which works once"),
            example="https://utblick.example/…",
            needed=True,
            link=True,
        ),
        Placeholder(name="day", title=_("The last day to answer"), example=date(2026, 12, 24)),
    ),
    subject=_("{company}: may we introduce you?"),
    paragraphs=(
        _("Hi {name}!"),
        _("Another municipality in the county looks for a way that {company} may have: “{title}”."),
        _(
            "They do not know that we ask you. Look at what they want and at exactly what they would get, "
            "and say yes or no. You need not sign in."
        ),
        Button(label=_("Look and answer"), link="link"),
        _("A no, or no answer at all, is told to nobody. The link works once, until {day}."),
    ),
)

TEXTS = (CONSENT,)
