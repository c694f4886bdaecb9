"""What goes out of stories in words: letters to those whom they are about, and what the open page says."""

from datetime import date

from utblick.api import Button, Placeholder, Text, _

_NAME = Placeholder(name="name", title=_("Whom the mail goes to, if there is a name"), example="Anna Exempel")
_TITLE = Placeholder(name="title", title=_("What the story is called"), example="Exempel i Finland")
_LINK = Placeholder(
    name="link",
    title=_("The reader's own link"),
    example="https://utblick.example/…",
    needed=True,
    link=True,
)
_HI = _("Hi {name}!")
_TAKE_BACK = Button(label=_("See or take back your consent"), link="link")

QUESTION = Text(
    name="dissemination/mail/question",
    title=_("May we tell this story?"),
    about=_("Asks the organisation whether its story may be told with the text as it is written."),
    placeholders=(
        _NAME,
        _TITLE,
        _LINK,
        Placeholder(name="until", title=_("The last day to answer"), example=date(2026, 12, 24)),
    ),
    subject=_("May we tell this? {title}"),
    paragraphs=(
        _HI,
        _(
            "We want to tell others what you have done, under the title “{title}”. Read the whole text by "
            "the link, and say whether it may be published, should be changed, or may not be told."
        ),
        Button(label=_("Read the text and answer"), link="link"),
        _("The link works once, until {until}. Nothing is published without your consent."),
    ),
)

AGREED = Text(
    name="dissemination/mail/agreed",
    title=_("Receipt for a consent to a story"),
    about=_("Goes to whoever has agreed, with the link by which the consent is taken back."),
    placeholders=(_NAME, _TITLE, _LINK),
    subject=_("You have agreed: {title}"),
    paragraphs=(
        _HI,
        _(
            "Thank you for letting us tell “{title}”. We write to you when it is published, with exactly the "
            "text that you have read."
        ),
        _(
            "Keep this letter. By the link you can take your consent back at any time; the story then leaves "
            "all public pages at once."
        ),
        _TAKE_BACK,
    ),
)

PUBLISHED = Text(
    name="dissemination/mail/published",
    title=_("A story is published"),
    about=_("Goes to whoever has agreed, when the story stands on the public pages."),
    placeholders=(
        _NAME,
        _TITLE,
        Placeholder(
            name="public",
            title=_("The page on which everybody reads the story"),
            example="https://utblick.example/…",
            link=True,
        ),
        _LINK,
    ),
    subject=_("Now it is told: {title}"),
    paragraphs=(
        _HI,
        _("“{title}” is published, with exactly the text that you agreed to."),
        Button(label=_("Read the story"), link="public"),
        _(
            "By this link you can take your consent back at any time; the story then leaves all public pages "
            "at once."
        ),
        _TAKE_BACK,
    ),
)

STORIES = Text(
    name="dissemination/page/stories",
    title=_("Introduction to the open stories"),
    about=_("Stands on top of the page with the stories that everybody can read."),
    paragraphs=(
        _(
            "What has been tried in {municipality} and the world around us: what worked, what did not, and "
            "what others can use."
        ),
    ),
)

TEXTS = (QUESTION, AGREED, PUBLISHED, STORIES)
