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
from utblick.i18n import Msg, _, ngettext
from utblick.i18n.message import packed, unpacked
from utblick.identity.events import PersonErased
from utblick.identity.models import Person
from utblick.identity.moving import references
from utblick.identity.traces import records_of, spellings, words_of
from utblick.privacy.mentions import mentions
from utblick.privacy.models import Erasure, ErasureState
from utblick.privacy.owners import Owner, owners_of_data, stopped, table_owner
from utblick.privacy.registered import Registered, all_registered, block, held_still
from utblick.protection.marking import set_mark
from utblick.protection.marks import require_open, unmasked
from utblick.protection.models import Mark, MarkSort
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
    blocked: int = 0


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


def finish_blocked(ctx: Context) -> Msg | None:
    """Go on with erasures that waited for public records, as soon as these have been disposed of."""
    blocked = ctx.session.exec(select(Erasure).where(Erasure.state == ErasureState.BLOCKED)).all()
    free = [one for one in blocked if not all_registered(ctx, records_of(ctx, one.person_id))]
    done = [one for one in free if _ask_everybody(ctx, one).state == ErasureState.DONE]
    return ngettext("{n} person was erased.", "{n} people were erased.", len(done)) if free else None


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
        Answer(
            one["owner"],
            one["done"],
            one["rows"],
            unpacked(one["why"]) if one["why"] else None,
            one.get("blocked", 0),
        )
        for one in erasure.answers
    ]


def _ask_everybody(ctx: Context, erasure: Erasure) -> Erasure:
    with unmasked(ctx.session):
        return _asked_everybody(ctx, erasure)


def _asked_everybody(ctx: Context, erasure: Erasure) -> Erasure:
    ids, words = records_of(ctx, erasure.person_id), words_of(ctx, erasure.person_id)
    *others, core = owners_of_data(ctx)
    held = all_registered(ctx, ids)
    answers = [_ask(ctx, owner, ids, held) for owner in others]
    if all(answer.done for answer in answers):
        answers.append(_ask(ctx, core, ids, held))
    else:
        answers.append(Answer(core.name, done=False, why=_WAITS))
    erasure.tries, erasure.tried_at = erasure.tries + 1, ctx.now
    erasure.answers = [_kept(answer, words) for answer in answers]
    if all(answer.done for answer in answers) and held:
        erasure.state = ErasureState.BLOCKED
        for one in held:
            block(ctx, one)
        audit(ctx, "person.erasure_blocked", Ref(CORE, "person", erasure.person_id), rows=len(held))
    elif all(answer.done for answer in answers):
        erasure.state, erasure.done_at = ErasureState.DONE, ctx.now
        erasure.mentions = mentions(ctx, words)
        forget_words(ctx, spellings(words))
        ctx.publish(PersonErased(person_id=erasure.person_id))
        audit(ctx, "person.erased", Ref(CORE, "person", erasure.person_id))
    else:
        erasure.state = ErasureState.OPEN
        waiting = ", ".join(answer.owner for answer in answers if not answer.done)
        audit(ctx, "person.erasure_open", Ref(CORE, "person", erasure.person_id), waiting=waiting)
    ctx.session.add(erasure)
    ctx.session.flush()
    return erasure


def _ask(ctx: Context, owner: Owner, ids: Sequence[UUID], held: Sequence[Registered]) -> Answer:
    """One owner's answer; what it did is kept only when it is all that was to be done."""
    if owner.data is None:
        return Answer(owner.name, done=False, why=owner.silent)
    blocked = [one for one in held if one.ref.plugin == owner.name]
    try:
        with forgetting(ctx.session), ctx.session.begin_nested(), held_still(ctx, held):
            rows = sum(owner.data.erase(ctx, one) for one in ids)
            ctx.session.flush()
            if owner.name == CORE:
                rows += _keep_named(ctx, ids, held) if held else _let_go(ctx, ids)
            else:
                _require_nothing_left(ctx, owner.name, ids, but=blocked)
        return Answer(owner.name, done=True, rows=rows, why=_said(held, owner), blocked=len(blocked))
    except UtblickError as refused:
        return Answer(owner.name, done=False, why=refused.message)
    except Exception as error:
        log.exception("erasure_failed", plugin=owner.name)
        return Answer(owner.name, done=False, why=stopped(error))


def _said(held: Sequence[Registered], owner: Owner) -> Msg | None:
    """What an owner keeps though the person is to be erased, and why."""
    numbers = sorted({one.number for one in held if owner.name in (one.ref.plugin, CORE)})
    if not numbers:
        return None
    if owner.name == CORE:
        return _(
            "The name stays, blocked, as long as public records name it: {numbers}.",
            numbers=", ".join(numbers),
        )
    return _(
        "Public records under registry numbers are blocked, not erased: {numbers}.",
        numbers=", ".join(numbers),
    )


def _keep_named(ctx: Context, ids: Sequence[UUID], held: Sequence[Registered]) -> int:
    """Leave of the person no more than the name that public records need, and block that."""
    for plugin in ctx.platform.registry.plugins:
        _require_nothing_left(ctx, plugin.name, ids, but=held)
    ctx.session.exec(update(Person).where(col(Person.id).in_(ids)).values(**_EMPTIED))
    ctx.session.expire_all()
    for one in ids:
        ref = Ref(CORE, "person", one)
        erase_history(ctx, ref)
        set_mark(ctx, ref, MarkSort.BLOCKED, reason=held[0].reason)
    return len(ids)


_EMPTIED: dict[str, Any] = {
    "email": "",
    "phone": "",
    "note": "",
    "basis_note": "",
    "tags": [],
    "mailings": False,
}
"""What goes of a person whose name must stay."""


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


def _require_nothing_left(
    ctx: Context, owner: str, ids: Sequence[UUID], *, but: Sequence[Registered] = ()
) -> None:
    """Raise `Conflict` when rows of the owner still point at the person, other than those to be blocked."""
    for column in references(ctx, "person"):
        if table_owner(ctx, column.table.name) != owner or column.table.name == Mark.__tablename__:
            continue
        query = select(func.count()).select_from(column.table).where(column.in_(ids))
        kept = [one.ref.id for one in but if one.record.model.__tablename__ == column.table.name]
        left = ctx.session.scalar(query.where(column.table.c.id.not_in(kept)) if kept else query)
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
    return {
        "owner": answer.owner,
        "done": answer.done,
        "rows": answer.rows,
        "why": why,
        "blocked": answer.blocked,
    }


def _masked(message: Msg, words: Sequence[str]) -> Msg:
    def clean(text: str) -> str:
        for word in spellings(words):
            text = text.replace(word, "…")
        return text

    return Msg(clean(message.template), **{name: clean(str(v)) for name, v in message.arguments.items()})


_WAITS = _("Utblick lets go last, when everybody else has: the others find the person by what is held here.")
