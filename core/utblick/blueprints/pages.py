"""The pages of blueprints: what was made and brought here, what one would do, and doing it."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from utblick.access.audit import audit
from utblick.blueprints.coming import coming_settings, file_of
from utblick.blueprints.contents import keep
from utblick.blueprints.document import LARGEST, SUFFIX, Document, document_in, read_document
from utblick.blueprints.installing import chosen_of, install
from utblick.blueprints.models import HeldBlueprint
from utblick.blueprints.plan import PLUGINS, SETTINGS, area_title, plan
from utblick.blueprints.signing import Trust, judge
from utblick.blueprints.steps import TITLES, Standing, Step
from utblick.context import Context
from utblick.declare import Link
from utblick.errors import Forbidden, NotFound, UtblickError
from utblick.i18n import Msg, _, ngettext
from utblick.web.routing import Download, Page, Redirect, get, page, post, redirect

ADMIN = "core.admin"
HOME = "/admin/blueprints"
TONES: Mapping[str, str] = {
    Standing.NEW: "ok", Standing.CHANGED: "info", Standing.OWN: "warn", Standing.SAME: "mute",
    Standing.WAITS: "info", Standing.MISSING: "bad", Standing.BLOCKED: "bad",
    Trust.TRUSTED: "ok", Trust.UNKNOWN: "warn", Trust.UNSIGNED: "warn", Trust.BROKEN: "bad",
}  # fmt: skip


@get(HOME, permission=ADMIN)
def show_all(ctx: Context) -> Page:
    """The blueprints that are held here, and a place to bring one in."""
    return _list(ctx)


@post(HOME, permission=ADMIN, max_body=LARGEST + 100_000)
def receive(ctx: Context) -> Page | Redirect:
    """Bring in a file; nothing of it is done yet."""
    assert ctx.request is not None
    files = ctx.request.uploads.get("file", [])
    if not files or not files[0].name:
        return _list(ctx, error=_("Choose a file."), status=422)
    try:
        document = read_document(files[0].file.read(LARGEST + 1))
    except UtblickError as refused:
        return _list(ctx, error=refused.message, status=refused.status)
    held = keep(ctx, document, origin="received")
    audit(ctx, "blueprint.received", f"blueprint/{held.id}")
    return redirect(f"{HOME}/{held.id}")


@get(HOME + "/{blueprint_id:uuid}", permission=ADMIN, slow=True)
def show(ctx: Context, blueprint_id: UUID) -> Page:
    """What the blueprint would do here, step by step."""
    return _plan(ctx, _held(ctx, blueprint_id))


@post(HOME + "/{blueprint_id:uuid}/install", permission=ADMIN)
def do(ctx: Context, blueprint_id: UUID) -> Page | Redirect:
    """Do the steps that are ticked."""
    assert ctx.request is not None
    held = _held(ctx, blueprint_id)
    document = document_in(held.content)
    verdict = judge(document, ctx.settings.blueprints.signers)
    if verdict.trust is not Trust.TRUSTED:
        raise Forbidden(
            _("Only a blueprint of a signer that is trusted here can be installed. {said}", said=verdict.said)
        )
    steps = plan(ctx, document.blueprint)
    ticked = ctx.request.form.all("take")
    leave = {step.id for step in steps} - set(ticked)
    chosen = chosen_of(steps, leave=leave, replace=ticked)
    try:
        count = install(ctx, held, document.blueprint, chosen)
    except UtblickError as refused:
        return _plan(ctx, held, error=refused.message, status=refused.status, ticked=ticked)
    said = ngettext("{n} step was done.", "{n} steps were done.", count)
    if any(step.area in (PLUGINS, SETTINGS) for step in chosen):
        said = ngettext(
            "{n} step was done. Plugins and settings take effect at the next start.",
            "{n} steps were done. Plugins and settings take effect at the next start.",
            count,
        )
    return redirect(f"{HOME}/{held.id}", said)


@get(HOME + "/{blueprint_id:uuid}/file", permission=ADMIN)
def download(ctx: Context, blueprint_id: UUID) -> Download:
    """The file as it came, to give on."""
    held = _held(ctx, blueprint_id)
    name = f"{held.name}-{held.release}{SUFFIX}"
    return Download(name, document_in(held.content).written(), "application/json")


def _list(ctx: Context, *, error: Msg | None = None, status: int = 200) -> Page:
    query = select(HeldBlueprint).order_by(col(HeldBlueprint.held_at).desc()).limit(100)
    rows = [(held, _verdict(ctx, held)) for held in ctx.session.exec(query)]
    signers = ctx.settings.blueprints.signers
    return page("blueprints/list.html", rows=rows, signers=signers, tones=TONES, error=error, status=status)


def _verdict(ctx: Context, held: HeldBlueprint) -> Any:
    return judge(document_in(held.content), ctx.settings.blueprints.signers)


def _plan(
    ctx: Context,
    held: HeldBlueprint,
    *,
    error: Msg | None = None,
    status: int = 200,
    ticked: list[str] | None = None,
) -> Page:
    document: Document = document_in(held.content)
    steps = plan(ctx, document.blueprint)
    return page(
        "blueprints/plan.html",
        status=status,
        held=held,
        blueprint=document.blueprint,
        verdict=judge(document, ctx.settings.blueprints.signers),
        trusted=Trust.TRUSTED,
        areas=_areas(ctx, steps),
        ticked=ticked if ticked is not None else [step.id for step in steps if step.is_proposed],
        possible=sum(step.can_be_done for step in steps),
        waits=coming_settings(ctx.settings).plugins != ctx.settings.plugins,
        file=file_of(ctx.settings),
        titles=TITLES,
        tones=TONES,
        error=error,
    )


def _areas(ctx: Context, steps: tuple[Step, ...]) -> list[tuple[Msg | str, list[Step], list[Step]]]:
    """The steps of each area: those that say something, and those of which there is nothing to say."""
    found = []
    for area, together in groupby(steps, key=lambda step: step.area):
        mine = list(together)
        quiet = [step for step in mine if step.standing is Standing.SAME and not step.changes]
        told = [step for step in mine if step not in quiet]
        found.append((area_title(ctx.platform.registry, area), told, quiet))
    return found


def _held(ctx: Context, blueprint_id: UUID) -> HeldBlueprint:
    held = ctx.session.get(HeldBlueprint, blueprint_id)
    if held is None:
        raise NotFound
    return held


ROUTES = (show_all, receive, show, do, download)
LINKS = (Link(title=_("Blueprints"), url=HOME, icon="clipboard-list", permission=ADMIN, order=935),)
