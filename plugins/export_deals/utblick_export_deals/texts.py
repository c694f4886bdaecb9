"""What companies get from us in words: the question about an agreement, its reminder, and the thanks."""

from datetime import date

from utblick.api import Button, Placeholder, Text, _

_FIELDS = (
    Placeholder(name="company", title=_("The company"), example="Exempelbolaget AB"),
    Placeholder(name="name", title=_("Whom the mail goes to, if there is a name"), example="Anna Exempel"),
    Placeholder(name="title", title=_("What the agreement is called"), example="Exempel Oy 2026"),
    Placeholder(name="day", title=_("When the agreement was signed"), example=date(2026, 11, 2)),
    Placeholder(
        name="link",
        title=_("The link to answer by, which works once"),
        example="https://utblick.example/…",
        needed=True,
        link=True,
    ),
    Placeholder(name="until", title=_("The last day to answer"), example=date(2026, 12, 24)),
)

QUESTION = Text(
    name="export_deals/mail/question",
    title=_("Question to a company about an agreement"),
    about=_("Asks the company whether it is right that it has signed, and what our help meant."),
    placeholders=_FIELDS,
    subject=_("{company}: please confirm your export agreement"),
    paragraphs=(
        _("Hi {name}!"),
        _("{municipality} has noted that {company} has signed an export agreement: “{title}”, {day}."),
        _(
            "Only you can say whether that is right. Please look at the details and answer a few questions "
            "about what the municipality's help meant. It takes about three minutes, and you need not sign "
            "in."
        ),
        Button(label=_("Look and answer"), link="link"),
        _("The link is yours alone. It works once, until {until}."),
    ),
)

REMINDER = Text(
    name="export_deals/mail/reminder",
    title=_("Reminder to a company about an agreement"),
    about=_("Goes to a company that has not answered, before the link expires."),
    placeholders=_FIELDS,
    subject=_("Reminder – {company}: please confirm your export agreement"),
    paragraphs=(
        _("Hi {name}!"),
        _(
            "We asked whether it is right that {company} has signed the agreement “{title}”, and we have not "
            "had your answer yet."
        ),
        Button(label=_("Look and answer"), link="link"),
        _("Use this link; the one in the earlier mail no longer works. You can answer until {until}."),
    ),
)

INTRODUCTION = Text(
    name="export_deals/page/confirm",
    title=_("Introduction to the company's form"),
    about=_("Stands on top of the form by which a company says whether an agreement is right."),
    placeholders=(Placeholder(name="company", title=_("The company"), example="Exempelbolaget AB"),),
    paragraphs=(
        _(
            "{municipality} has noted that {company} has signed an export agreement. It counts only if you "
            "confirm it. It takes about three minutes."
        ),
    ),
)

THANKS = Text(
    name="export_deals/page/thanks",
    title=_("Thanks to a company that has confirmed"),
    about=_("Is shown when the company has said that the agreement is right."),
    paragraphs=(
        _("Your agreement now counts among the municipality's export deals. You need not do anything more."),
    ),
)

TEXTS = (QUESTION, REMINDER, INTRODUCTION, THANKS)
