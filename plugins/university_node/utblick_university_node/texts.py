"""What goes out from the node in words: questions to companies, students and universities, and open pages."""

from datetime import date

from utblick.api import Button, Msg, Placeholder, Text, _

_NAME = Placeholder(name="name", title=_("Whom the mail goes to, if there is a name"), example="Anna Exempel")
_LINK = Placeholder(
    name="link",
    title=_("The reader's own link"),
    example="https://utblick.example/…",
    needed=True,
    link=True,
)
_UNTIL = Placeholder(name="until", title=_("Until when the link works"), example=date(2026, 12, 24))
_TITLE = Placeholder(name="title", title=_("What the assignment is called"), example="Exempel 2026")
_COMPANY = Placeholder(name="company", title=_("The company or unit"), example="Exempelbolaget AB")
_REMINDER = Placeholder(name="reminder", title=_("“Reminder –”, when it is one"), example=_("Reminder –"))


def _answer(party: str, title: Msg, about: Msg, question: Msg) -> Text:
    return Text(
        name=f"university_node/mail/answer_{party}",
        title=title,
        about=about,
        placeholders=(_REMINDER, _NAME, _TITLE, _COMPANY, _LINK, _UNTIL),
        subject=_("{reminder} {title}: please answer"),
        paragraphs=(
            _("Hi {name}!"),
            question,
            Button(label=_("Look and answer"), link="link"),
            _("The link works once. If nobody has answered by {until}, the proposal lapses."),
        ),
    )


ANSWERS = (
    _answer(
        "company",
        _("Question to a company about a match"),
        _("Asks the company whether it wants the student, and reminds it."),
        _("A student may fit your assignment “{title}”. Look at what the student writes, and say yes or no."),
    ),
    _answer(
        "student",
        _("Question to a student about a match"),
        _("Asks the student once the company has said yes, and reminds."),
        _("{company} would like to have you for “{title}”. Do you still want it?"),
    ),
    _answer(
        "school",
        _("Question to a university about a match"),
        _("Asks the university once company and student have said yes, and reminds it."),
        _("{company} and a student of yours have agreed on “{title}”. Do you approve?"),
    ),
)

GRADE = Text(
    name="university_node/mail/grade",
    title=_("Question how good it was"),
    about=_("Goes to company and university once an assignment is delivered."),
    placeholders=(_NAME, _TITLE, _LINK, _UNTIL),
    subject=_("How good was “{title}”?"),
    paragraphs=(
        _("Hi {name}!"),
        _("“{title}” has been delivered. How satisfied are you? One question, from 1 to 5."),
        Button(label=_("Give a grade"), link="link"),
        _("The link works once, until {until}."),
    ),
)

INVITATION = Text(
    name="university_node/mail/invitation",
    title=_("Invitation to a company to say what it needs"),
    about=_("Goes to a company, with its own link to the form of three fields."),
    placeholders=(_NAME, _COMPANY, _LINK, _UNTIL),
    subject=_("{company}: what do you need help with?"),
    paragraphs=(
        _("Hi {name}!"),
        _(
            "Students and researchers at our nearest universities can help {company}: with a degree project, "
            "an internship or a study. Write what you need in three fields, and see at once what it could "
            "become."
        ),
        Button(label=_("Say what you need"), link="link"),
        _("The link is yours alone. You can use it as often as you like until {until}, without signing in."),
    ),
)

NODE = Text(
    name="university_node/mail/node",
    title=_("Link to all assignments, for a university"),
    about=_("Goes to a contact at a university, with the link to everything that is published."),
    placeholders=(_NAME, _LINK),
    subject=_("Assignments for your students"),
    paragraphs=(
        _("Hi {name}!"),
        _(
            "Here is everything that companies and units in {municipality} look for students for, also what "
            "is not public."
        ),
        Button(label=_("See the assignments"), link="link"),
        _("The link is yours alone, and works for a year without signing in."),
    ),
)

OWN_DATA = Text(
    name="university_node/mail/own_data",
    title=_("Receipt to a student"),
    about=_("Goes to a student who has sent an interest, with the link to see, take along and withdraw."),
    placeholders=(_NAME, _LINK),
    subject=_("Your interest, and what we hold about you"),
    paragraphs=(
        _("Hi {name}!"),
        _(
            "We have your interest. The company is asked first, then you and your university. If nothing "
            "comes of it, what you wrote is erased after a year."
        ),
        Button(label=_("See what you have sent, or withdraw"), link="link"),
        _(
            "Keep the link: by it you can see everything that we hold about you, take it along, and withdraw "
            "your consent."
        ),
    ),
)

INTRODUCTION = Text(
    name="university_node/page/open",
    title=_("Introduction to the open assignments"),
    about=_("Stands on top of the page of what students can apply for."),
    paragraphs=(
        _(
            "What companies and our own units in {municipality} need help with: degree projects, internships "
            "and more."
        ),
    ),
)

THANKS = Text(
    name="university_node/page/interest",
    title=_("Thanks for a student's interest"),
    about=_("Is shown to a student who has sent an interest."),
    paragraphs=(
        _(
            "The company is asked first. You get a mail with a link by which you can see what is kept about "
            "you, and take it back."
        ),
    ),
)

TEXTS = (*ANSWERS, GRADE, INVITATION, NODE, OWN_DATA, INTRODUCTION, THANKS)
