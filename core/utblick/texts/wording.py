"""A wording: plain words with placeholders, what is wrong with it, and what it says once it is filled in.

Nothing in a wording is ever run: names in braces are looked up in what its text declares, once, and values
are not looked through again.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from utblick.declare.texts import Button, Placeholder, Text
from utblick.i18n import Msg, _

LONGEST_SUBJECT, LONGEST_BODY = 200, 10_000
MUNICIPALITY = Placeholder(name="municipality", title=_("The municipality's name"), example="")
_BRACED = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_SPACED = re.compile(r" ?\{([a-z][a-z0-9_]*)\}")
_BUTTON = re.compile(r"\[([^\[\]\n]+)\]\(\{([a-z][a-z0-9_]*)\}\)")
_GAP = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a text; paragraphs of the body are apart by an empty line."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph that is filled in, or with an address a button."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """What a text says to one reader."""

    subject: str
    parts: tuple[Part, ...]


def standard(text: Text, translate: Callable[[str], str]) -> Wording:
    """The wording that the code has, in the language of `translate`."""
    paragraphs = (
        f"[{translate(one.label)}]({{{one.link}}})" if isinstance(one, Button) else translate(one)
        for one in text.paragraphs
    )
    return Wording(translate(text.subject) if text.subject is not None else "", "\n\n".join(paragraphs))


def placeholders(text: Text) -> dict[str, Placeholder]:
    """What may stand in braces, by name."""
    return {one.name: one for one in (*text.placeholders, MUNICIPALITY)}


def fill(text: Text, wording: Wording, values: Mapping[str, str | Sequence[str]]) -> Filled:
    """The wording with its values; those of a placeholder with `many` are a list."""
    known = placeholders(text)
    return Filled(
        _replaced(wording.subject, values),
        tuple(part for one in _GAP.split(wording.body.strip()) for part in _parts(one, known, values) if one),
    )


def problems(text: Text, wording: Wording) -> dict[str, Msg]:
    """What is wrong with a wording, by field; empty when it can be used."""
    known = placeholders(text)
    wrong = {"body": _wrong_body(wording.body, known)}
    if text.subject is not None:
        wrong["subject"] = _wrong_subject(wording.subject, known)
    return {field: why for field, why in wrong.items() if why is not None}


def _parts(
    paragraph: str, known: Mapping[str, Placeholder], values: Mapping[str, str | Sequence[str]]
) -> Iterator[Part]:
    names = _BRACED.findall(paragraph)
    if any(known[name].carries and not values[name] for name in names):
        return
    button = _BUTTON.fullmatch(paragraph.strip())
    if button is not None:
        url = str(values[button[2]])
        yield Part(_replaced(button[1], values) or url, url)
    elif names and known[names[0]].many:
        yield from (Part(one) for one in values[names[0]])
    else:
        yield Part(_replaced(paragraph, values))


def _replaced(words: str, values: Mapping[str, str | Sequence[str]]) -> str:
    def value(found: re.Match[str]) -> str:
        said = str(values[found[1]])
        return found[0].replace(f"{{{found[1]}}}", said) if said else ""

    return _SPACED.sub(value, words).strip()


def _wrong_subject(subject: str, known: Mapping[str, Placeholder]) -> Msg | None:
    if not subject.strip():
        return _("Write a subject.")
    if len(subject) > LONGEST_SUBJECT or not subject.isprintable():
        return _("A subject is one line of at most {n} characters.", n=LONGEST_SUBJECT)
    apart = [name for name in _BRACED.findall(subject) if name in known and _stands_apart(known[name])]
    if apart:
        return _("{names} cannot stand in a subject.", names=_named(apart))
    return _wrong_names(subject, known)


def _wrong_body(body: str, known: Mapping[str, Placeholder]) -> Msg | None:
    if not body.strip():
        return _("Write a text.")
    if len(body) > LONGEST_BODY:
        return _("A text has at most {n} characters.", n=LONGEST_BODY)
    used = set(_BRACED.findall(body))
    lost = [name for name, one in known.items() if one.needed and name not in used]
    if lost:
        return _("{names} must stand in the text: without it the text is of no use.", names=_named(lost))
    wrong = _wrong_names(body, known)
    return wrong or next(filter(None, (_wrong_paragraph(one, known) for one in _GAP.split(body))), None)


def _wrong_names(words: str, known: Mapping[str, Placeholder]) -> Msg | None:
    strange = [name for name in _BRACED.findall(words) if name not in known]
    if strange:
        return _(
            "{names} is not known here. What can be filled in: {known}.",
            names=_named(strange),
            known=_named(known),
        )
    if set(_BRACED.sub("", words)) & {"{", "}"}:
        return _("Braces are for what is filled in: {known}.", known=_named(known))
    return None


def _wrong_paragraph(paragraph: str, known: Mapping[str, Placeholder]) -> Msg | None:
    names = set(_BRACED.findall(paragraph))
    alone = paragraph.strip()
    button = _BUTTON.fullmatch(alone)
    many = [name for name in names if known[name].many and alone != f"{{{name}}}"]
    if many:
        return _("{names} must stand in a paragraph of its own.", names=_named(many))
    if button is not None and not known[button[2]].link:
        return _("{names} is not a link, so it makes no button.", names=_named([button[2]]))
    if button is None and _BUTTON.search(paragraph):
        return _("A button, as [words](…), stands in a paragraph of its own.")
    if any(known[name].carries for name in names):
        needed = [name for name in names if known[name].needed and not known[name].carries]
        if needed:
            return _(
                "{names} must stand in another paragraph: this one is left out at times.",
                names=_named(needed),
            )
    return None


def _stands_apart(one: Placeholder) -> bool:
    return one.link or one.many


def _named(names: Mapping[str, Placeholder] | Sequence[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in dict.fromkeys(names))
