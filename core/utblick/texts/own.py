"""The municipality's own wordings: which one holds, writing one, and putting the standard back."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlmodel import col, select

from utblick.access.audit import audit
from utblick.context import Context
from utblick.declare.texts import Text
from utblick.errors import Conflict, Invalid, NotFound
from utblick.i18n import _
from utblick.texts.models import OwnText
from utblick.texts.wording import Wording, problems, standard


class Standing(StrEnum):
    """How a text stands in a language; one that is `unfit` is not used any more, the standard is instead."""

    STANDARD = "standard"
    OWN = "own"
    OUTDATED = "outdated"
    UNFIT = "unfit"


@dataclass(frozen=True)
class View:
    """A text in one language: its standard, the newest row, that one with own words, and how it stands."""

    text: Text
    language: str
    standard: Wording
    newest: OwnText | None
    own: OwnText | None
    standing: Standing

    @property
    def wording(self) -> Wording:
        """What readers get."""
        if self.own is None or self.standing is Standing.UNFIT:
            return self.standard
        return words_of(self.own)


def text_named(ctx: Context, name: str) -> Text:
    """The text of a running plugin; raises `NotFound`."""
    found = ctx.platform.registry.text(name)
    if found is None:
        raise NotFound
    return found


def view(ctx: Context, text: Text, language: str) -> View:
    """The text as it holds now in a language."""
    newest = next(iter(versions(ctx, text.name, language, limit=1)), None)
    return _view(ctx, text, language, newest)


def views(ctx: Context, texts: Sequence[Text]) -> list[View]:
    """The same of several texts, each in every language of the house, with one question to the database."""
    rows = ctx.session.exec(select(OwnText).order_by(col(OwnText.id)))
    newest = {(row.name, row.language): row for row in rows}
    languages = ctx.settings.municipality.languages
    return [_view(ctx, text, one, newest.get((text.name, one))) for text in texts for one in languages]


def versions(ctx: Context, name: str, language: str, *, limit: int = 100) -> Sequence[OwnText]:
    """What was written for a text, the newest first."""
    query = select(OwnText).where(OwnText.name == name, OwnText.language == language)
    return ctx.session.exec(query.order_by(col(OwnText.id).desc()).limit(limit)).all()


def write(ctx: Context, text: Text, language: str, wording: Wording, *, seen: UUID | None) -> OwnText | None:
    """Put a text in own words; None when it says that already.

    `seen` is the version that the writer had before them. Raises `Invalid` by field for what cannot be used,
    and `Conflict` when somebody else wrote in between.
    """
    now, clean = view(ctx, text, language), tidy(wording)
    _refuse_meanwhile(now, seen)
    wrong = problems(text, clean)
    if wrong:
        raise Invalid(wrong)
    if now.own is not None and words_of(now.own) == clean and now.standing is Standing.OWN:
        return None
    if clean == now.standard:
        return put_back(ctx, text, language, seen=seen) if now.own is not None else None
    return _keep(ctx, now, clean)


def put_back(ctx: Context, text: Text, language: str, *, seen: UUID | None) -> OwnText:
    """Let the standard hold again; what was written stays in the history."""
    now = view(ctx, text, language)
    _refuse_meanwhile(now, seen)
    if now.own is None:
        raise Conflict(_("The standard holds already."))
    return _keep(ctx, now, None)


def tidy(wording: Wording) -> Wording:
    """Lines as they are kept: no carriage returns, no spaces at their ends."""
    lines = (line.rstrip() for line in wording.body.replace("\r", "").split("\n"))
    return Wording(wording.subject.strip(), "\n".join(lines).strip())


def words_of(row: OwnText) -> Wording:
    """What somebody wrote."""
    return Wording(row.subject, row.body)


def _view(ctx: Context, text: Text, language: str, newest: OwnText | None) -> View:
    plain = standard(text, ctx.in_language(language).translate)
    own = None if newest is None or newest.is_standard else newest
    standing = Standing.STANDARD
    if own is not None:
        outdated = Wording(own.standard_subject, own.standard_body) != plain
        standing = Standing.OUTDATED if outdated else Standing.OWN
        standing = Standing.UNFIT if problems(text, words_of(own)) else standing
    return View(text, language, plain, newest, own, standing)


def _refuse_meanwhile(now: View, seen: UUID | None) -> None:
    if (now.newest.id if now.newest else None) != seen:
        raise Conflict(_("Somebody else has changed this text meanwhile. Look at what it says now."))


def _keep(ctx: Context, now: View, words: Wording | None) -> OwnText:
    row = OwnText(
        name=now.text.name,
        language=now.language,
        subject=words.subject if words and now.text.subject is not None else "",
        body=words.body if words else "",
        standard_subject=now.standard.subject,
        standard_body=now.standard.body,
        is_standard=words is None,
        written_at=ctx.now,
        written_by=ctx.actor.mark,
    )
    ctx.session.add(row)
    ctx.session.flush()
    audit(ctx, "text.put_back" if words is None else "text.changed", f"text/{now.text.name}/{now.language}")
    return row
