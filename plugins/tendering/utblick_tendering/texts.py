"""What goes out from tendering in words: digests to staff, and messages about our own procurements."""

from utblick.api import Button, Placeholder, Text, _, ngettext

DIGEST = Text(
    name="tendering/mail/digest",
    title=_("Digest of a watch"),
    about=_("Goes to whoever has saved a watch, when it has found something."),
    placeholders=(
        Placeholder(
            name="found",
            title=_("How many, in words"),
            example=ngettext("{n} new procurement", "{n} new procurements", n=2),
        ),
        Placeholder(name="watch", title=_("What the watch is called"), example="Exempel"),
        Placeholder(
            name="notices",
            title=_("What was found, with links"),
            example=("Exempel 1 – Exempelköpings kommun", "https://utblick.example/…"),
            needed=True,
            many=True,
        ),
        Placeholder(
            name="more",
            title=_("That there is more"),
            example=ngettext("And {n} more on the radar.", "And {n} more on the radar.", n=3),
            carries=True,
        ),
        Placeholder(name="link", title=_("The watch"), example="https://utblick.example/…", link=True),
    ),
    subject="{found}: {watch}",
    paragraphs=(
        _("Your watch “{watch}” has found this."),
        "{notices}",
        "{more}",
        Button(label=_("Open the watch"), link="link"),
    ),
)

TOLD = Text(
    name="tendering/mail/told",
    title=_("Message to companies about a procurement of our own"),
    about=_("Frames the message that all companies get that the procurement fits, in the same words."),
    placeholders=(
        Placeholder(name="subject", title=_("The subject that was written"), example="Exempel"),
        Placeholder(
            name="message",
            title=_("The message that was written"),
            example=("Exempel.", "Exempel."),
            needed=True,
            many=True,
        ),
        Placeholder(name="title", title=_("What the procurement is called"), example="Exempel 1"),
        Placeholder(
            name="link",
            title=_("The notice on the web, if it has an address"),
            example="https://upphandling.example/…",
            link=True,
            carries=True,
        ),
    ),
    subject="{subject}",
    paragraphs=(
        _("Hi!"),
        "{message}",
        _("It is about the procurement “{title}”."),
        Button(label=_("Read the notice"), link="link"),
        _(
            "Every company that the procurement seems to fit gets this message, in the same words and at the "
            "same time. Questions are answered to all."
        ),
    ),
)

TEXTS = (DIGEST, TOLD)
