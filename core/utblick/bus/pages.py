"""The administration of the bus: how far every subscriber has come, and what to do about failed events."""

from uuid import UUID

from utblick.access.audit import audit
from utblick.bus import dead
from utblick.bus.health import asked_for
from utblick.context import Context
from utblick.errors import NotFound
from utblick.i18n import _, ngettext
from utblick.web.routing import Download, Page, Redirect, Rendered, get, page, post, redirect
from utblick.web.templating import render

PLACE = "/admin/bus"
PERMISSION = "core.admin"
_GROUP = f"{PLACE}/failed/{{subscriber:str}}/{{mark:str}}"
_LETTER = f"{PLACE}/letters/{{subscriber:str}}/{{event_id:uuid}}"


@get(PLACE, permission=PERMISSION, slow=True)
def show(ctx: Context) -> Page:
    """The bus at this moment."""
    titles = {plugin.name: plugin.card.title for plugin in ctx.platform.registry.plugins}
    return page(
        "bus/bus.html", health=asked_for(ctx.platform), groups=dead.groups(ctx.session), titles=titles
    )


@get("/bus/notice")
def notice(ctx: Context) -> Rendered:
    """What every page says about the bus while it is open: nothing, as long as events travel."""
    values = {
        "ctx": ctx,
        "shell": None,
        "degraded": ctx.platform.bus_degraded,
        "found": ctx.platform.waiters.now(),
    }
    return Rendered(render(ctx.platform.templates, "bus/notice.html", values).encode())


@get(_GROUP, permission=PERMISSION)
def show_group(ctx: Context, *, subscriber: str, mark: str) -> Page:
    """Failed events of one subscriber with one cause."""
    found = dead.letters(ctx.session, subscriber=subscriber, fingerprint=mark, limit=100)
    if not found:
        raise NotFound(_("This event is no longer among the failed ones."))
    count = next(
        g.count for g in dead.groups(ctx.session) if (g.subscriber, g.fingerprint) == (subscriber, mark)
    )
    return page("bus/group.html", letters=found, first=found[0], count=count)


@post(f"{_GROUP}/retry", permission=PERMISSION)
def retry_group(ctx: Context, *, subscriber: str, mark: str) -> Redirect:
    """Try all of them again, up to a few hundred at a time."""
    handled, failed = dead.retry_all(ctx, subscriber=subscriber, fingerprint=mark)
    audit(ctx, "bus.retried", handled=handled, failed=failed, subscriber=subscriber)
    if failed:
        return redirect(
            PLACE,
            _("{handled} events were handled, {failed} failed again.", handled=handled, failed=failed),
            tone="warn",
        )
    return redirect(PLACE, ngettext("{n} event was handled.", "{n} events were handled.", handled))


@post(f"{_GROUP}/discard", permission=PERMISSION)
def discard_group(ctx: Context, *, subscriber: str, mark: str) -> Redirect:
    """Let all of them go."""
    found = dead.letters(ctx.session, subscriber=subscriber, fingerprint=mark, limit=10_000)
    count = dead.discard(ctx.session, subscriber, [letter.event_id for letter in found])
    audit(ctx, "bus.discarded", count=count, subscriber=subscriber)
    return redirect(PLACE, ngettext("{n} event was discarded.", "{n} events were discarded.", count))


@post(f"{_LETTER}/retry", permission=PERMISSION)
def retry_letter(ctx: Context, *, subscriber: str, event_id: UUID) -> Redirect:
    """Try one of them again."""
    letter = dead.retry(ctx, subscriber, event_id)
    audit(
        ctx,
        "bus.retried",
        event_id,
        handled=int(letter is None),
        failed=int(letter is not None),
        subscriber=subscriber,
    )
    if letter is not None:
        return redirect(
            f"{PLACE}/failed/{subscriber}/{letter.fingerprint}",
            _("It failed again: {reason}", reason=letter.reason),
            tone="bad",
        )
    return redirect(PLACE, ngettext("{n} event was handled.", "{n} events were handled.", 1))


@post(f"{_LETTER}/discard", permission=PERMISSION)
def discard_letter(ctx: Context, *, subscriber: str, event_id: UUID) -> Redirect:
    """Let one of them go; what waited behind it goes on."""
    count = dead.discard(ctx.session, subscriber, [event_id])
    audit(ctx, "bus.discarded", event_id, count=count, subscriber=subscriber)
    return redirect(PLACE, ngettext("{n} event was discarded.", "{n} events were discarded.", count))


@get("/schema/asyncapi.json", public=True)
def description(ctx: Context) -> Download:
    """The AsyncAPI document of every event, beside the OpenAPI document at /schema."""
    return Download("", ctx.platform.asyncapi, "application/json")
