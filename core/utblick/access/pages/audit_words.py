"""The audit log in words: names for ids, titles for codes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from utblick.access import queries
from utblick.access.audit import ACTIONS
from utblick.access.models import AuditEntry
from utblick.access.roles import roles
from utblick.context import Context, Label, Ref
from utblick.i18n import Msg, _

DETAILS: Mapping[str, Msg] = {
    "way": _("How"),
    "reason": _("Reason"),
    "roles": _("Roles"),
    "before": _("Before"),
    "after": _("After"),
    "given": _("Given"),
    "taken": _("Taken away"),
    "permissions": _("Permissions"),
    "scopes": _("Permissions"),
    "days": _("Days"),
    "read_only": _("Only read"),
    "sessions": _("Browsers"),
    "left": _("Left"),
    "again": _("Once more"),
    "calendars": _("Calendars"),
    "rows": _("Rows"),
    "waiting": _("Waiting for"),
    "until": _("Until"),
    "sort": _("Mark"),
    "done": _("What was done"),
    "steps": _("Steps"),
}
_VALUES: Mapping[str, Msg] = {
    "password": _("Password"),
    "code": _("Code"),
    "password and code": _("Password and code"),
    "invitation": _("Invitation"),
    "oidc": _("The municipality's sign-in"),
    "saml": _("The municipality's sign-in by SAML"),
    "dispose": _("Dispose of"),
    "secret": _("Secret"),
    "blocked": _("Blocked"),
    "anonymise": _("Anonymise"),
    "True": _("Yes"),
    "False": _("No"),
}
_ACTORS: Mapping[str, Msg] = {
    "nobody": _("Nobody signed in"),
    "system": _("The system"),
    "job": _("The system"),
}
_KINDS: Mapping[str, Msg] = {
    "token": _("Token"),
    "import": _("Import"),
    "calendar_address": _("Address of a calendar"),
    "blueprint": _("Blueprint"),
    "text": _("Text"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as it is read."""

    entry: AuditEntry
    actor: str
    action: Msg | str
    about: str
    url: str
    details: tuple[tuple[Msg | str, str], ...]


def lines(ctx: Context, entries: Sequence[AuditEntry]) -> list[Line]:
    """The entries with names and titles, in a few queries for all of them."""
    words = _Words(ctx, entries)
    return [
        Line(
            entry=entry,
            actor=words.mark(entry.actor),
            action=ACTIONS.get(entry.action, entry.action),
            about=words.about(entry.object),
            url=words.labels[entry.object].url if entry.object in words.labels else "",
            details=tuple(
                (DETAILS.get(name, name), words.value(held)) for name, held in entry.details.items()
            ),
        )
        for entry in entries
    ]


class _Words:
    """What the codes of some entries are called."""

    def __init__(self, ctx: Context, entries: Sequence[AuditEntry]) -> None:
        marks = {mark for entry in entries for mark in (entry.actor, entry.object)}
        self.ctx = ctx
        self.names = _names(ctx, marks)
        self.labels = _labels(ctx, marks)
        self.titles = {name: view.title for name, view in roles(ctx.session, ctx.platform.registry).items()}
        self.permissions = {
            p.name: p.title for plugin in ctx.platform.registry.plugins for p in plugin.permissions
        }

    def mark(self, mark: str) -> str:
        """Who or what a mark such as ``user/<id>`` stands for."""
        kind, _slash, rest = mark.partition("/")
        if mark in self.names:
            by_token = self.ctx.translate(_("(by a token)"))
            return f"{self.names[mark]} {by_token}" if kind == "token" else self.names[mark]
        if kind in _ACTORS:
            return self.ctx.translate(_ACTORS[kind])
        if kind == "role":
            return self.ctx.translate(self.titles.get(rest, rest))
        record = self.ctx.platform.registry.record(kind, rest)
        known = record.plural if record else _KINDS.get(kind)
        return self.ctx.translate(known) if known else mark

    def about(self, mark: str) -> str:
        """What an entry is about: a record by its name now; one that has none by its sort alone."""
        if mark in self.labels:
            return self.labels[mark].name
        ref = _ref(mark)
        record = self.ctx.platform.registry.record(ref.plugin, ref.kind) if ref else None
        if record is None:
            return self.mark(mark)
        title = self.ctx.translate(record.title)
        if not self.ctx.actor.may(record.read):
            return title
        return self.ctx.translate(_("{record} that is no longer here", record=title))

    def value(self, held: Any) -> str:
        """A detail's value: titles for the names of roles and permissions, words for codes."""
        if isinstance(held, list):
            return ", ".join(map(self.value, held)) or "–"
        known = _VALUES.get(str(held)) or self.titles.get(str(held)) or self.permissions.get(str(held))
        return self.ctx.translate(known) if known else str(held)


def _names(ctx: Context, marks: set[str]) -> dict[str, str]:
    """The names behind ``user/<id>`` and ``token/<id>``: a token acts under the id of its user."""
    ids = {mark: _id(mark.partition("/")[2]) for mark in marks if mark.startswith(("user/", "token/"))}
    named = queries.user_names(ctx, [found for found in ids.values() if found is not None])
    return {mark: named[found] for mark, found in ids.items() if found in named}


def _labels(ctx: Context, marks: set[str]) -> dict[str, Label]:
    refs = {mark: ref for mark in marks if (ref := _ref(mark)) is not None}
    found = ctx.lookup(*refs.values()) if refs else {}
    return {mark: found[ref] for mark, ref in refs.items() if ref in found}


def _ref(mark: str) -> Ref | None:
    try:
        return Ref.parse(mark)
    except ValueError:
        return None


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
