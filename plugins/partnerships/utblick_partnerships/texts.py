"""What goes out from partnerships in words: invitations, introductions, and the open pages."""

from datetime import date

from utblick.api import Button, Placeholder, Text, _

_NAME = Placeholder(name="name", title=_("Whom the mail goes to, if there is a name"), example="Anna Exempel")

INVITATION = Text(
    name="partnerships/mail/invitation",
    title=_("Invitation to a consortium"),
    about=_("Asks an organisation whether it takes a seat, with the link to answer by."),
    placeholders=(
        _NAME,
        Placeholder(name="organisation", title=_("Who is invited"), example="Exempelbolaget AB"),
        Placeholder(name="title", title=_("What the consortium is called"), example="Exempel 2027"),
        Placeholder(
            name="task", title=_("What they would do, if it is said"), example="Exempel", carries=True
        ),
        Placeholder(
            name="link",
            title=_("The link to answer by, which works once"),
            example="https://utblick.example/…",
            needed=True,
            link=True,
        ),
        Placeholder(name="day", title=_("The last day to answer"), example=date(2026, 12, 24)),
    ),
    subject=_("{municipality} invites {organisation} to a project"),
    paragraphs=(
        _("Hi {name}!"),
        _("{municipality} builds a consortium for “{title}” and would like to have {organisation} with it."),
        _("What you would do: {task}"),
        _(
            "Please look at what it is about and answer yes or no. It takes two minutes, you need not sign "
            "in, and the answer binds nobody to pay."
        ),
        Button(label=_("Look and answer"), link="link"),
        _("The link is yours alone. It works once, until {day}."),
    ),
)

INTRODUCED = Text(
    name="partnerships/mail/introduced",
    title=_("Introduction to who is behind a profile"),
    about=_("Goes to whoever was interested, when the organisation behind the profile wants to talk."),
    placeholders=(
        _NAME,
        Placeholder(name="profile", title=_("What the profile is called"), example="Exempel"),
        Placeholder(
            name="client", title=_("The organisation behind it"), example="Exempelbolaget AB", needed=True
        ),
        Placeholder(
            name="contact",
            title=_("Name and address to write to, if there are any"),
            example="Anna Exempel, anna@foretag.example",
            carries=True,
        ),
        Placeholder(
            name="website",
            title=_("The organisation's page, if it has one"),
            example="https://foretag.example",
            carries=True,
        ),
    ),
    subject=_("You are introduced: {profile}"),
    paragraphs=(
        _("Hi {name}!"),
        _(
            "You asked about the profile “{profile}”. The organisation behind it wants to talk with you: "
            "{client}."
        ),
        _("Write to {contact}."),
        _("Their page: {website}"),
        _("Please tell us how it goes."),
    ),
)

INTRODUCTION = Text(
    name="partnerships/page/open",
    title=_("Introduction to the open profiles"),
    about=_("Stands on top of the page of all published profiles."),
    paragraphs=(
        _(
            "Firms and organisations in {municipality} that look for partners in other countries. Who they "
            "are is told when both sides want to go on."
        ),
    ),
)

THANKS = Text(
    name="partnerships/page/thanks",
    title=_("Thanks for an interest in a profile"),
    about=_("Is shown to whoever has sent an interest."),
    paragraphs=(
        _(
            "A case officer reads your answers and passes them on. You are told who is behind the profile "
            "when they too want to go on."
        ),
    ),
)

TEXTS = (INVITATION, INTRODUCED, INTRODUCTION, THANKS)
