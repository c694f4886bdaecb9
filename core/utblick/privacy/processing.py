"""The register of processing (GDPR, article 30): what is held about whom, what for, how long, how safely."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from utblick.context import Context
from utblick.declare import Field
from utblick.i18n import Msg, _
from utblick.privacy.owners import Owner, owners_of_data
from utblick.retention.rules import Rule, action_of, rules
from utblick.spreadsheets import csv_lines, neutral

OURS: tuple[Msg, ...] = (
    _("Staff sign in; roles say who may read and change what."),
    _("What is marked as secret is masked for others, and each reading is logged."),
    _("Every change is kept in the history of the record."),
)
"""What protects the data of every activity area alike."""


@dataclass(frozen=True, slots=True)
class Processing:
    """One owner's line of the register; `lacking` names what it does not say and must be asked for."""

    name: str
    title: str
    facts: tuple[tuple[Msg, str], ...]
    lacking: tuple[Msg, ...] = ()
    silent: Msg | None = None


def register(ctx: Context) -> list[Processing]:
    """The register, in the order of the configuration; owners that cannot answer are named too."""
    held = rules(ctx)
    return [
        _processing(ctx, owner, [one for one in held if one.plugin == owner.name])
        for owner in owners_of_data(ctx)
    ]


def as_data(ctx: Context, found: Sequence[Processing]) -> dict[str, Any]:
    """The register for programs."""
    place = ctx.settings.municipality
    return {
        "controller": {"name": place.name, "municipality_code": place.code},
        "made_at": ctx.now.isoformat(),
        "processing": [
            {
                "owner": one.name,
                "title": one.title,
                "missing": ctx.translate(one.silent) if one.silent else None,
                "lacking": [ctx.translate(name) for name in one.lacking],
                "facts": {ctx.translate(name): value for name, value in one.facts},
            }
            for one in found
        ],
    }


def as_csv(ctx: Context, found: Sequence[Processing]) -> bytes:
    """The register as a table: a line for each owner, a column for each question of the article."""
    rows = [[ctx.translate(_("Activity area")), *map(ctx.translate, _QUESTIONS)]]
    for one in found:
        told = dict(one.facts)
        rows.append([neutral(one.title), *(neutral(told.get(asked, "")) for asked in _QUESTIONS)])
    return b"".join(csv_lines(rows))


def _processing(ctx: Context, owner: Owner, held: Sequence[Rule]) -> Processing:
    title = ctx.translate(owner.title)
    if owner.data is None:
        return Processing(owner.name, title, (), silent=owner.silent)
    data, marked = owner.data, _fields(ctx, owner.name)
    told: Mapping[Msg, Sequence[str]] = {
        _PURPOSES: [ctx.translate(one) for one in data.purposes],
        _BASIS: [ctx.translate(one) for one in data.legal_basis],
        _PEOPLE: [ctx.translate(one) for one in data.people],
        _DATA: [*(ctx.translate(one) for one in data.data), *marked],
        _RECIPIENTS: [ctx.translate(one) for one in data.recipients],
        _RETENTION: [ctx.translate(data.retention), *(_said(ctx, rule) for rule in held)],
        _SAFEGUARDS: [ctx.translate(one) for one in (*data.safeguards, *(OURS if data.purposes else ()))],
    }
    asked = (_BASIS, _PEOPLE, _RECIPIENTS) if marked else ()
    lacking = tuple(name for name in asked if not told[name])
    facts = tuple((name, " ".join(said)) for name, said in told.items() if said)
    return Processing(owner.name, title, facts, lacking)


def _said(ctx: Context, rule: Rule) -> str:
    return ctx.translate(
        _(
            "{what}: {months} months, then: {action}.",
            what=ctx.translate(rule.declared.title),
            months=rule.months,
            action=ctx.translate(action_of(rule.action).label).lower(),
        )
    )


def _fields(ctx: Context, owner: str) -> list[str]:
    """The fields that are marked as personal, by the kind of record."""
    plugin = ctx.platform.registry.plugin(owner)
    marked: list[tuple[Msg, list[Field]]] = [
        (record.plural, [field for field in record.fields if field.personal])
        for record in (plugin.records if plugin else ())
    ]
    return [
        f"{ctx.translate(title)}: {', '.join(ctx.translate(field.label).lower() for field in fields)}."
        for title, fields in marked
        if fields
    ]


_PURPOSES, _BASIS, _PEOPLE = _("What for"), _("On which legal basis"), _("About whom")
_DATA, _RECIPIENTS = _("Which data"), _("Who receives them")
_RETENTION, _SAFEGUARDS = _("How long"), _("What protects them")
_QUESTIONS = (_PURPOSES, _BASIS, _PEOPLE, _DATA, _RECIPIENTS, _RETENTION, _SAFEGUARDS)
