"""What goes out in words, a mail or words on a public page, that each municipality can put in its own way."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from utblick.i18n import Msg

Said = str | int | date | Decimal | tuple[str, ...]
"""What a placeholder is filled with. It is written as the reader's language writes it: a `Msg` translated,
a moment as its day."""


@dataclass(frozen=True, kw_only=True)
class Placeholder:
    """Stands in a text as ``{name}``, and is filled in each time that the text is used.

    A `needed` one stands in every wording. A `link` makes a button of a paragraph ``[words]({name})``, and
    is never in a subject. `many` gives paragraphs of its own. Where the value is empty, the placeholder goes
    with the space before it; its whole paragraph goes with it when it `carries` the paragraph.
    """

    name: str
    title: Msg
    example: Said
    needed: bool = False
    link: bool = False
    many: bool = False
    carries: bool = False


@dataclass(frozen=True, kw_only=True)
class Button:
    """A link in a text as something to press; `link` names the placeholder of its address."""

    label: Msg
    link: str


@dataclass(frozen=True, kw_only=True)
class Text:
    """A mail, or with no `subject` words on a public page: what it is for, and its standard wording.

    The name carries the plugin's name and a slash; a mail is sent by it with `send_mail`, words of a page
    are asked for by it with `page_text`. Administrators may put each text in words of their own, in each
    language. ``{municipality}`` stands for itself, and need not be declared.
    """

    name: str
    title: Msg
    about: Msg
    paragraphs: tuple[str | Button, ...]
    subject: str | None = None
    placeholders: tuple[Placeholder, ...] = ()
