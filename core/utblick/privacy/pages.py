"""Pages of personal data: what is held about a person, erasing one, and the register of processing."""

from uuid import UUID

import msgspec

from utblick.access.audit import audit
from utblick.context import Context, Ref
from utblick.declare import Link, Panel, Slot
from utblick.i18n import _
from utblick.privacy import erasing
from utblick.privacy.mentions import shown
from utblick.privacy.models import Erasure, ErasureState
from utblick.privacy.papers import register_paper, report_paper
from utblick.privacy.processing import as_csv, as_data, register
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


@get("/people/{person_id:uuid}/access-report.pdf", permission=PERMISSION, slow=True)
def print_report(ctx: Context, *, person_id: UUID) -> Download:
    """The same on paper, to be handed out."""
    report = _taken_out(ctx, person_id)
    name = f"utblick-person-{report.person_id}-{report.made_at:%Y-%m-%d}.pdf"
    return Download(name, report_paper(ctx, report), "application/pdf")


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
def show_register(ctx: Context) -> Page:
    """The register of processing, plugin by plugin, and the erasures."""
    return page("privacy/register.html", register=register(ctx), erasures=erasing.erasures(ctx))


@get(f"{PLACE}/register.pdf", permission=PERMISSION, slow=True)
def print_register(ctx: Context) -> Download:
    """The register as it is printed."""
    return Download(_register_name(ctx, "pdf"), register_paper(ctx, register(ctx)), "application/pdf")


@get(f"{PLACE}/register.csv", permission=PERMISSION)
def tabulate_register(ctx: Context) -> Download:
    """The register as a table."""
    return Download(_register_name(ctx, "csv"), as_csv(ctx, register(ctx)), "text/csv; charset=utf-8")


@get(f"{PLACE}/register.json", permission=PERMISSION)
def download_register(ctx: Context) -> Download:
    """The register for programs."""
    written = msgspec.json.format(msgspec.json.encode(as_data(ctx, register(ctx))), indent=2)
    return Download(_register_name(ctx, "json"), written, "application/json; charset=utf-8")


def _register_name(ctx: Context, ending: str) -> str:
    return f"utblick-register-{ctx.today.isoformat()}.{ending}"


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


ROUTES = (
    show_report,
    download_report,
    print_report,
    ask,
    erase,
    show_erasure,
    again,
    show_register,
    print_register,
    tabulate_register,
    download_register,
)
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
