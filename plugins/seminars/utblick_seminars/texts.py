"""What goes out of seminars in words: letters to those who sign up, and what public pages say to them."""

from dataclasses import replace
from datetime import date

from utblick.api import Button, Msg, Placeholder, Text, _

_NAME = Placeholder(name="name", title=_("Whom the mail goes to, if there is a name"), example="Anna Exempel")
_TITLE = Placeholder(name="title", title=_("What the seminar is called"), example="Exempelseminarium")
_TIMES = (
    Placeholder(name="day", title=_("The day of the seminar"), example=date(2026, 12, 24)),
    Placeholder(name="time", title=_("When it begins that day"), example="09.00"),
)
_PLACE = Placeholder(name="place", title=_("Where it is held, or “Online”"), example="Exempelsalen")
_LINK = Placeholder(
    name="link",
    title=_("The reader's own link"),
    example="https://utblick.example/…",
    needed=True,
    link=True,
)
_LINE = Placeholder(name="line", title=_("The place in line, if it is known"), example=3, carries=True)
_TOPICS = Placeholder(
    name="topics",
    title=_("What the survey asks about; empty without a survey"),
    example="Exempelkultur",
    carries=True,
)
_SURVEY = Placeholder(
    name="survey",
    title=_("The link to the survey; empty without a survey"),
    example="https://utblick.example/…",
    link=True,
    carries=True,
)
_HI = _("Hi {name}!")
_WHEN = _("{day} at {time}. {place}")
_TO_PLACE = Button(label=_("See, change or give up your place"), link="link")
_LINK_IS_YOURS = _(
    "The link is yours alone. If you cannot come, give up your place there, so that somebody else gets it."
)
_OWN = (_NAME, _TITLE, *_TIMES, _PLACE, _LINK)
_BEFORE = (
    _(
        "Before you come: what do you know and think of {topics}? It takes a minute, and nobody sees who "
        "answers."
    ),
    Button(label=_("Answer the survey"), link="survey"),
)

PLACE = Text(
    name="seminars/mail/place",
    title=_("A place at a seminar"),
    about=_("Goes to whoever has signed up and has a place, with the link to it."),
    placeholders=(*_OWN, _TOPICS, _SURVEY),
    subject=_("You have a place: {title}"),
    paragraphs=(_HI, _("You have a place at “{title}”."), _WHEN, _TO_PLACE, _LINK_IS_YOURS, *_BEFORE),
)

WAITING = Text(
    name="seminars/mail/waiting",
    title=_("On the waiting list of a seminar"),
    about=_("Goes to whoever has signed up when all seats are taken."),
    placeholders=(*_OWN, _LINE),
    subject=_("On the waiting list: {title}"),
    paragraphs=(
        _HI,
        _(
            "All seats at “{title}” are taken. You have place {line} in line. When a seat becomes free for "
            "you, we write to you."
        ),
        _WHEN,
        _TO_PLACE,
        _LINK_IS_YOURS,
    ),
)

RECEIVED = Text(
    name="seminars/mail/received",
    title=_("A registration that awaits our decision"),
    about=_("Goes to whoever has signed up where we give the places."),
    placeholders=_OWN,
    subject=_("We have your registration: {title}"),
    paragraphs=(
        _HI,
        _("We have your registration for “{title}”. We choose who goes, and write to you either way."),
        _WHEN,
        _TO_PLACE,
        _LINK_IS_YOURS,
    ),
)

PROMOTED = Text(
    name="seminars/mail/promoted",
    title=_("A place at a seminar, after waiting"),
    about=_("Goes to whoever waited, for a seat or for our decision, and has got a place."),
    placeholders=(*_OWN, _TOPICS, _SURVEY),
    subject=_("You have got a place: {title}"),
    paragraphs=(
        _HI,
        _("A seat at “{title}” has become free, and it is yours."),
        _WHEN,
        _TO_PLACE,
        _LINK_IS_YOURS,
        *_BEFORE,
    ),
)

REMINDER = Text(
    name="seminars/mail/reminder",
    title=_("Reminder of a seminar"),
    about=_("Goes the day before to everybody who has a place."),
    placeholders=(*_OWN, _TOPICS, _SURVEY),
    subject=_("Soon: {title}"),
    paragraphs=(
        _HI,
        _("You have a place at “{title}”, and it begins soon."),
        _WHEN,
        _TO_PLACE,
        _("You cannot come? Give up your place by the link, so that somebody who waits gets it."),
        *_BEFORE,
    ),
)

MOVED = Text(
    name="seminars/mail/moved",
    title=_("New time or place of a seminar"),
    about=_("Goes to everybody who has signed up when time or place is another than before."),
    placeholders=_OWN,
    subject=_("New time or place: {title}"),
    paragraphs=(
        _HI,
        _("“{title}” has a new time or place:"),
        _WHEN,
        _TO_PLACE,
        _("Your registration stands as it was. If you cannot come, give up your place by the link."),
    ),
)

CANCELLED = Text(
    name="seminars/mail/cancelled",
    title=_("A seminar that is cancelled"),
    about=_("Goes to everybody who has signed up when the seminar will not be held."),
    placeholders=(
        _NAME,
        _TITLE,
        *_TIMES,
        Placeholder(
            name="reason",
            title=_("Why it was cancelled"),
            example=_("The speaker is ill."),
            carries=True,
        ),
    ),
    subject=_("Cancelled: {title}"),
    paragraphs=(
        _HI,
        _("Unfortunately “{title}”, {day} at {time}, is cancelled."),
        "{reason}",
        _("You need not do anything. We hope to see you another time."),
    ),
)

THANKS = Text(
    name="seminars/mail/thanks",
    title=_("Thanks for coming to a seminar"),
    about=_("Goes to those who came, with the same survey once more."),
    placeholders=(_NAME, _TITLE, _TOPICS, replace(_SURVEY, needed=True, carries=False)),
    subject=_("Thank you for coming: {title}"),
    paragraphs=(
        _HI,
        _("Thank you for coming to “{title}”."),
        _(
            "What do you know and think of {topics} now? The same few questions once more; nobody sees who "
            "answers."
        ),
        Button(label=_("Answer the survey"), link="survey"),
    ),
)

CALENDAR = Text(
    name="seminars/page/calendar",
    title=_("Introduction to the public calendar"),
    about=_("Stands on top of the page of what everybody can sign up for."),
    paragraphs=(
        _("What {municipality} invites to, about Europe and the world around us. Everybody may come."),
    ),
)


def _after(standing: str, title: Msg, about: Msg, *paragraphs: Msg, line: bool = False) -> Text:
    return Text(
        name=f"seminars/page/{standing}",
        title=title,
        about=about,
        placeholders=(_LINE,) if line else (),
        paragraphs=paragraphs,
    )


AFTERWARDS = (
    _after(
        "confirmed",
        _("Thanks for signing up, with a place"),
        _("Is shown to whoever has signed up and has a place."),
        _(
            "You have a place. A letter is on its way to you, with a link by which you can change or give it "
            "up."
        ),
    ),
    _after(
        "waitlisted",
        _("Thanks for signing up, on the waiting list"),
        _("Is shown to whoever has signed up when all seats are taken."),
        _("You have place {line} in line."),
        _(
            "When a seat becomes free for you, we write to you. Your letter has a link by which you see "
            "where you stand."
        ),
        line=True,
    ),
    _after(
        "registered",
        _("Thanks for signing up, where we give the places"),
        _("Is shown to whoever has signed up and waits for our decision."),
        _("We have your registration. We choose who goes, and write to you either way."),
    ),
    _after(
        "withdrawn",
        _("Thanks for giving up a place"),
        _("Is shown to whoever has given up a place."),
        _("You have given up your place. Whoever waits first gets it."),
    ),
    _after(
        "answered",
        _("Thanks for answering the survey"),
        _("Is shown when a survey has been answered."),
        _("Your answer is kept without anything that tells who you are."),
    ),
)

TEXTS = (
    *(PLACE, WAITING, RECEIVED, PROMOTED, REMINDER, MOVED, CANCELLED, THANKS),
    *(CALENDAR, *AFTERWARDS),
)
