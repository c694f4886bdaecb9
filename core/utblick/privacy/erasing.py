"""Erasing a person: every owner of data is asked, each answer is kept, nothing is called done that is not."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import func
from sqlmodel import col, delete, select, update

from utblick.access.audit import audit, forget_words
from utblick.context import Context, Ref
from utblick.errors import Conflict, NotFound, UtblickError
from utblick.i18n import Msg, _
from utblick.i18n.message import packed, unpacked
from utblick.identity.events import PersonErased
from utblick.identity.models import Person
from utblick.identity.moving import references
from utblick.identity.traces import records_of, spellings, words_of
from utblick.privacy.mentions import mentions
from utblick.privacy.models import Erasure, ErasureState
from utblick.privacy.owners import Owner, owners_of_data, stopped, table_owner
from utblick.protection.marks import require_open, unmasked
from utblick.records.history import erase_history, forgetting
from utblick.records.table_titles import table_title
from utblick.registry import CORE
from utblick.search import index

log = structlog.get_logger("utblick.privacy")


@dataclass(frozen=True, slots=True)
class Answer:
    """What an owner answered: done, with how many rows, or why not."""

    owner: str
    done: bool
    rows: int = 0
    why: Msg | None = None


def erase_person(ctx: Context, person_id: UUID) -> Erasure:
    """Ask every owner to let go of the person; one that cannot is named, and keeps the erasure open."""
    require_open(ctx.session, person_id)
    person = ctx.people.get(person_id)
    erasure = open_erasure(ctx, person.id)
    if erasure is None:
        erasure = Erasure(person_id=person.id, asked_by=ctx.actor.mark, asked_at=ctx.now)
        audit(ctx, "person.erasure_asked", Ref(CORE, "person", person.id))
    return _ask_everybody(ctx, erasure)


def try_again(ctx: Context, erasure_id: UUID) -> Erasure:
    """Ask everybody once more; those who have let go find nothing, and say so."""
    erasure = found(ctx, erasure_id)
    if erasure.state == ErasureState.DONE:
        raise Conflict(_("The person has been erased."))
    return _ask_everybody(ctx, erasure)


def open_erasure(ctx: Context, person_id: UUID) -> Erasure | None:
    """The erasure of the person that is under way, if there is one."""
    query = select(Erasure).where(Erasure.person_id == person_id, Erasure.state == ErasureState.OPEN)
    return ctx.session.exec(query).first()


def erasures(ctx: Context) -> Sequence[Erasure]:
    """The open ones first, then the latest."""
    order = (col(Erasure.state) != ErasureState.OPEN, col(Erasure.asked_at).desc())
    return ctx.session.exec(select(Erasure).order_by(*order).limit(200)).all()


def found(ctx: Context, erasure_id: UUID) -> Erasure:
    """The erasure; raises `NotFound`."""
    erasure = ctx.session.get(Erasure, erasure_id)
    if erasure is None:
        raise NotFound
    return erasure


def answers_of(erasure: Erasure) -> list[Answer]:
    """What everybody answered at the latest try."""
    return [
        Answer(one["owner"], one["done"], one["rows"], unpacked(one["why"]) if one["why"] else None)
        for one in erasure.answers
    ]


def _ask_everybody(ctx: Context, erasure: Erasure) -> Erasure:
    with unmasked(ctx.session):
        return _asked_everybody(ctx, erasure)


def _asked_everybody(ctx: Context, erasure: Erasure) -> Erasure:
    ids, words = records_of(ctx, erasure.person_id), words_of(ctx, erasure.person_id)
    *others, core = owners_of_data(ctx)
    answers = [_ask(ctx, owner, ids) for owner in others]
    if all(answer.done for answer in answers):
        answers.append(_ask(ctx, core, ids))
    else:
        answers.append(Answer(core.name, done=False, why=_WAITS))
    erasure.tries, erasure.tried_at = erasure.tries + 1, ctx.now
    erasure.answers = [_kept(answer, words) for answer in answers]
    if all(answer.done for answer in answers):
        erasure.state, erasure.done_at = ErasureState.DONE, ctx.now
        erasure.mentions = mentions(ctx, words)
        forget_words(ctx, spellings(words))
        ctx.publish(PersonErased(person_id=erasure.person_id))
        audit(ctx, "person.erased", Ref(CORE, "person", erasure.person_id))
    else:
        waiting = ", ".join(answer.owner for answer in answers if not answer.done)
        audit(ctx, "person.erasure_open", Ref(CORE, "person", erasure.person_id), waiting=waiting)
    ctx.session.add(erasure)
    ctx.session.flush()
    return erasure


def _ask(ctx: Context, owner: Owner, ids: Sequence[UUID]) -> Answer:
    """One owner's answer; what it did is kept only when it is all that was to be done."""
    if owner.data is None:
        return Answer(owner.name, done=False, why=owner.silent)
    try:
        with forgetting(ctx.session), ctx.session.begin_nested():
            rows = sum(owner.data.erase(ctx, one) for one in ids)
            ctx.session.flush()
            if owner.name == CORE:
                rows += _let_go(ctx, ids)
            else:
                _require_nothing_left(ctx, owner.name, ids)
        return Answer(owner.name, done=True, rows=rows)
    except UtblickError as refused:
        return Answer(owner.name, done=False, why=refused.message)
    except Exception as error:
        log.exception("erasure_failed", plugin=owner.name)
        return Answer(owner.name, done=False, why=stopped(error))


def _let_go(ctx: Context, ids: Sequence[UUID]) -> int:
    """Take away the records of the person themselves, once nothing points at them any more."""
    for plugin in ctx.platform.registry.plugins:
        _require_nothing_left(ctx, plugin.name, ids)
    ctx.session.exec(update(Person).where(col(Person.id).in_(ids)).values(merged_into=None))
    rows: int = ctx.session.exec(delete(Person).where(col(Person.id).in_(ids))).rowcount
    for one in ids:
        index.forget(ctx.session, CORE, "person", one)
        erase_history(ctx, Ref(CORE, "person", one))
    ctx.session.expire_all()
    return rows


def _require_nothing_left(ctx: Context, owner: str, ids: Sequence[UUID]) -> None:
    """Raise `Conflict` when rows of the owner still point at the person."""
    for column in references(ctx, "person"):
        if table_owner(ctx, column.table.name) != owner:
            continue
        left = ctx.session.scalar(select(func.count()).select_from(column.table).where(column.in_(ids)))
        if left:
            raise Conflict(
                _(
                    "{n} rows in {table} still point at the person.",
                    n=left,
                    table=table_title(ctx, column.table.name),
                )
            )


def _kept(answer: Answer, words: Sequence[str]) -> dict[str, Any]:
    """The answer as it is kept: ids and words of the program, and none of the person."""
    why = packed(_masked(answer.why, words)) if answer.why else None
    return {"owner": answer.owner, "done": answer.done, "rows": answer.rows, "why": why}


def _masked(message: Msg, words: Sequence[str]) -> Msg:
    def clean(text: str) -> str:
        for word in spellings(words):
            text = text.replace(word, "…")
        return text

    return Msg(clean(message.template), **{name: clean(str(v)) for name, v in message.arguments.items()})


_WAITS = _("Utblick lets go last, when everybody else has: the others find the person by what is held here.")
