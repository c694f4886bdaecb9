"""Pages of personal data: what is held about a person, erasing one, and the register of processing."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from utblick.access.audit import audit
from utblick.context import Context, Ref
from utblick.declare import Field, Link, Panel, Slot
from utblick.i18n import Msg, _
from utblick.privacy import erasing
from utblick.privacy.mentions import shown
from utblick.privacy.models import Erasure, ErasureState
from utblick.privacy.owners import owners_of_data
from utblick.privacy.report import AccessReport, Part, access_report, as_json
from utblick.privacy.words import in_words
from utblick.records.table_titles import table_title
from utblick.registry import CORE
from utblick.web.routing import Download, Page, Redirect, get, page, post, redirect

PERMISSION = "core.personal_data"
PLACE = "/admin/personal-data"
_STAYS = frozenset({"core_event", "core_audit"})
"""Logs that name people by number only: told in the report, and not among what goes."""


@get("/people/{person_id:uuid}/access-report", permission=PERMISSION, slow=True)
def show_report(ctx: Context, *, person_id: UUID) -> Page:
    """Everything that is held about a person, to be read and printed."""
    report = _taken_out(ctx, person_id)
    return page(
        "privacy/report.html",
        report=report,
        parts=[(part, in_words(ctx, part.tables)) for part in report.parts],
    )


@get("/people/{person_id:uuid}/access-report.json", permission=PERMISSION, slow=True)
def download_report(ctx: Context, *, person_id: UUID) -> Download:
    """The same for programs, and for taking along."""
    report = _taken_out(ctx, person_id)
    written = msgspec.json.format(msgspec.json.encode(as_json(ctx, report)), indent=2)
    name = f"utblick-person-{report.person_id}-{report.made_at:%Y-%m-%d}.json"
    return Download(name, written, "application/json; charset=utf-8")


@get("/people/{person_id:uuid}/erase", permission=PERMISSION, slow=True)
def ask(ctx: Context, *, person_id: UUID) -> Page:
    """What will go, before anything goes."""
    report = access_report(ctx, person_id)
    return page(
        "privacy/erase.html",
        report=report,
        parts=[(part, _counted(ctx, part)) for part in report.parts],
        under_way=erasing.open_erasure(ctx, report.person_id),
        registered=[
            (table_title(ctx, str(one.record.model.__tablename__)), one) for one in report.registered
        ],
    )


@post("/people/{person_id:uuid}/erase", permission=PERMISSION)
def erase(ctx: Context, *, person_id: UUID) -> Redirect:
    """Ask everybody to let go of the person."""
    return _told(erasing.erase_person(ctx, person_id))


@get(f"{PLACE}/erasures/{{erasure_id:uuid}}", permission=PERMISSION)
def show_erasure(ctx: Context, *, erasure_id: UUID) -> Page:
    """What everybody answered, and what is left to do."""
    erasure = erasing.found(ctx, erasure_id)
    return page(
        "privacy/erasure.html",
        erasure=erasure,
        answers=[(_owner_title(ctx, answer.owner), answer) for answer in erasing.answers_of(erasure)],
        mentions=shown(ctx, erasure.mentions),
    )


@post(f"{PLACE}/erasures/{{erasure_id:uuid}}/again", permission=PERMISSION)
def again(ctx: Context, *, erasure_id: UUID) -> Redirect:
    """Ask everybody once more."""
    return _told(erasing.try_again(ctx, erasure_id))


@get(PLACE, permission=PERMISSION)
def register(ctx: Context) -> Page:
    """The register of processing, plugin by plugin, and the erasures."""
    return page(
        "privacy/register.html",
        owners=[(owner, _personal_fields(ctx, owner.name)) for owner in owners_of_data(ctx)],
        erasures=erasing.erasures(ctx),
    )


def panel(ctx: Context, person_id: UUID) -> Page:
    """The ways to the report and to the erasure, on the person's page."""
    return page("privacy/panel.html", person_id=person_id, under_way=erasing.open_erasure(ctx, person_id))


def _taken_out(ctx: Context, person_id: UUID) -> AccessReport:
    """The report; that it was taken out is kept in the audit log."""
    report = access_report(ctx, person_id)
    with ctx.platform.write(ctx.actor, request=ctx.request) as writing:
        audit(writing, "person.exported", Ref(CORE, "person", report.person_id))
    return report


def _told(erasure: Erasure) -> Redirect:
    address = f"{PLACE}/erasures/{erasure.id}"
    if erasure.state == ErasureState.DONE:
        return redirect(address, _("The person has been erased."))
    if erasure.state == ErasureState.BLOCKED:
        said = _("The person is erased but for public records under a registry number, which are blocked.")
        return redirect(address, said, tone="warn")
    return redirect(address, _("The person is not erased yet: not everybody could let go."), tone="warn")


def _counted(ctx: Context, part: Part) -> list[tuple[str, int]]:
    return [
        (table_title(ctx, table), len(rows)) for table, rows in part.tables.items() if table not in _STAYS
    ]


def _owner_title(ctx: Context, name: str) -> str:
    plugin = ctx.platform.registry.plugin(name)
    return plugin.card.title if plugin else name


def _personal_fields(ctx: Context, owner: str) -> list[tuple[Msg, Sequence[Field]]]:
    """The fields that are marked as personal, by the kind of record."""
    plugin = ctx.platform.registry.plugin(owner)
    marked = [(r.plural, [f for f in r.fields if f.personal]) for r in (plugin.records if plugin else ())]
    return [(title, fields) for title, fields in marked if fields]


ROUTES = (show_report, download_report, ask, erase, show_erasure, again, register)
LINKS = (Link(title=_("Personal data"), url=PLACE, icon="shield", permission=PERMISSION, order=925),)
PANELS = (
    Panel(
        name="core.personal_data",
        slot=Slot.PERSON,
        title=_("Personal data"),
        load=panel,
        permission=PERMISSION,
        order=95,
    ),
)
