"""Events as sentences: who did what to which record, in the reader's language, and what followed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy import LargeBinary, Uuid, bindparam, text

from utblick.bus.event import Envelope, decode
from utblick.bus.tables import log_by
from utblick.context import Context, Label, Ref
from utblick.i18n import Msg, _
from utblick.registry import CORE

Names = Mapping[Ref, Label]
_ACTORS = {
    "token": _("A program, by the API"),
    "link": _("By a link that was mailed"),
    "nobody": _("By a link that was mailed"),
}
_PLATFORM = _("Utblick")


def sentence(ctx: Context, event: Envelope, names: Names) -> str:
    """The event in words, beginning with what it happened to: ``Exempel Såg AB was added …``."""
    known = ctx.platform.registry.event(event.name)
    if known is None:
        said = ctx.translate(_("{event} (in a plugin that is not enabled)", event=_spelled(event)))
    else:
        said = _filled(ctx, known.says, event, names) if known.says else _spelled(event)
    subject = subject_of(event, names)
    return f"{subject.name} {said}" if subject else said[:1].upper() + said[1:]


def subject_of(event: Envelope, names: Names) -> Label | None:
    """The record that the event happened to; when that is no record, the first other it names."""
    return next((names[ref] for ref in event.refs if ref in names), None)


def who(ctx: Context, mark: str, names: Names) -> str:
    """The name behind the mark of an actor."""
    ref = user_ref(mark)
    if ref is not None:
        return names[ref].name if ref in names else ctx.translate(_("A former member of staff"))
    return ctx.translate(_ACTORS.get(mark.partition("/")[0], _PLATFORM))


def user_ref(mark: str) -> Ref | None:
    """The user behind the mark of an actor; None for programs, links and the platform."""
    kind, _slash, text = mark.partition("/")
    return Ref(CORE, "user", UUID(text)) if kind == "user" and text else None


def refs_of(events: Iterable[Envelope]) -> set[Ref]:
    """All that the sentences of these events name: look them up once for all."""
    found: set[Ref] = set()
    for event in events:
        found |= set(event.refs)
        actor = user_ref(event.actor)
        if actor is not None:
            found.add(actor)
    return found


def may_see(ctx: Context, event: Envelope) -> bool:
    """Whether the reader may know of it: who may read the kind of record that it happened to."""
    plugin, entity, _verb = event.name.split(".")
    registry = ctx.platform.registry
    record = registry.record(plugin, entity)
    if record is not None:
        return ctx.actor.may(record.read)
    owner = registry.plugin(plugin)
    if owner is None:
        return ctx.actor.may("*")
    permission = f"{plugin}.read"
    return not any(p.name == permission for p in owner.permissions) or ctx.actor.may(permission)


def caused_by(ctx: Context, ids: Sequence[UUID]) -> dict[UUID, list[Envelope]]:
    """What each of these events led to directly, in one query."""
    found: dict[UUID, list[Envelope]] = defaultdict(list)
    if not ids:
        return found
    log = log_by("cause", sqlite=ctx.platform.database.is_sqlite)
    query = (
        text(f"SELECT cause, data FROM {log} WHERE cause IN :ids ORDER BY seq LIMIT 200")  # noqa: S608
        .bindparams(bindparam("ids", expanding=True, type_=Uuid()))
        .columns(cause=Uuid(), data=LargeBinary())
    )
    for cause, data in ctx.session.connection().execute(query, {"ids": list(ids)}):
        event = decode(data)
        if may_see(ctx, event):
            found[cause].append(event)
    return found


def _filled(ctx: Context, says: Msg, event: Envelope, names: Names) -> str:
    known = ctx.platform.registry.event(event.name)
    values = dict(event.data)
    for name, mark in known.points if known else ():
        if isinstance(values.get(name), str):
            ref = Ref(mark.plugin, mark.kind, UUID(values[name]))
            values[name] = names[ref].name if ref in names else "–"
    try:
        return ctx.translate(says.filled(**values) if "{" in says.template else says)
    except (KeyError, IndexError):
        return _spelled(event)


def _spelled(event: Envelope) -> str:
    """The name of an event as words."""
    return " ".join(event.name.split(".")[1:]).replace("_", " ")
