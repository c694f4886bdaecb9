"""What an administrator should know of each part of the house: how it is, and what to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import select

from utblick import __version__
from utblick.bus.health import BusHealth
from utblick.context import Context
from utblick.errors import Misconfigured
from utblick.i18n import Msg, _, ngettext
from utblick.i18n.format import format_ago, format_number
from utblick.jobs.models import JobState
from utblick.jobs.runner import is_due
from utblick.observe.asking import Stock, take_stock
from utblick.observe.disks import disks

_UNSENT_SECONDS = 60
_MAIL_WAITS = timedelta(hours=1)
_METADATA_LAST = timedelta(days=14)
_OVERDUE = timedelta(hours=1)
_POOL_FULL = 0.9
_ALMOST_FULL = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One part: its light (ok, warn, bad, or mute for what is not in use), what was seen, what to do."""

    part: Msg
    tone: str
    state: Msg
    seen: Msg | str = ""
    todo: Msg | str = ""
    url: str = ""


def findings(ctx: Context, bus: BusHealth | None) -> tuple[Finding, ...]:
    """All parts, in the order in which one would look at them."""
    stock = take_stock(ctx.platform)
    found = (
        *_database(ctx, stock),
        *_bus(bus),
        *_failed(bus),
        *_worker(ctx),
        *_lost(stock),
        *_jobs(stock),
        *_mail(ctx, stock),
        *_sign_in(ctx),
        *_second_factors(ctx),
        *_backup(ctx, stock),
        *_disk(ctx),
        *_plugins(ctx),
        Finding(part=_("Version"), tone="ok", state=_("Utblick {version}", version=__version__)),
    )
    return tuple(found)


def _database(ctx: Context, stock: Stock) -> Iterator[Finding]:
    database = ctx.platform.database
    held, _idle, most = database.connections()
    engine = "SQLite" if database.is_sqlite else "PostgreSQL"
    size = _("{engine}, {size} MB", engine=engine, size=round(stock.database_bytes / 1e6))
    if most and held >= most * _POOL_FULL:
        yield Finding(
            part=_("Database"),
            tone="warn",
            state=_("Busy"),
            seen=_("{held} of {most} connections are in use.", held=held, most=most),
            todo=_("Start one more web process, or look for what takes long."),
        )
        return
    yield Finding(part=_("Database"), tone="ok", state=_("Works"), seen=size)


def _bus(bus: BusHealth | None) -> Iterator[Finding]:
    part, url = _("Event bus"), "/admin/bus"
    if bus is None or not bus.connected:
        waiting = (
            ngettext("{n} event waits.", "{n} events wait.", bus.unsent)
            if bus is not None and bus.unsent
            else _("Work goes on; what happens is kept and sent later.")
        )
        todo = _("See to it that the NATS server runs and can be reached from here.")
        yield Finding(part=part, tone="bad", state=_("Does not answer"), seen=waiting, todo=todo, url=url)
        return
    late = bus.unsent and bus.oldest_unsent_seconds > _UNSENT_SECONDS
    behind = sum(one.lag or 0 for one in bus.subscribers if one.enabled)
    yield Finding(
        part=part,
        tone="warn" if late else "ok",
        state=_("Sends too slowly") if late else _("Works"),
        seen=_(
            "{events} events in the log, {unsent} wait to be sent, {behind} to be handled.",
            events=bus.events,
            unsent=bus.unsent,
            behind=behind,
        ),
        todo=_("See that a worker runs.") if late else "",
        url=url,
    )


def _failed(bus: BusHealth | None) -> Iterator[Finding]:
    if bus is not None and (bus.dead or bus.refused):
        yield Finding(
            part=_("Failed events"),
            tone="bad",
            state=ngettext("{n} failed", "{n} failed", bus.dead + bus.refused),
            seen=_("A part of the platform could not handle what it got."),
            todo=_("Read why, have it put right, and try again."),
            url="/admin/bus",
        )


def _worker(ctx: Context) -> Iterator[Finding]:
    """Whether jobs are run: when something that was due an hour ago waits, and nothing was begun since then,
    nobody is there to do it.
    """
    then = ctx.now - _OVERDUE
    last = {state.name: state.last_started for state in ctx.session.exec(select(JobState))}
    begun = {
        job: last.get(f"{plugin.name}.{job.name}")
        for plugin in ctx.platform.registry.plugins
        for job in plugin.jobs
    }
    if not begun:
        return
    is_late = any(is_due(job.schedule, at, then, ctx.platform) for job, at in begun.items())
    stands = is_late and all(at is None or at < then for at in begun.values())
    yield Finding(
        part=_("Worker"),
        tone="bad" if stands else "ok",
        state=_("Does not run") if stands else _("Works"),
        seen=_("No job has been run for an hour.") if stands else "",
        todo=_("Start a worker: utblick worker") if stands else "",
    )


def _lost(stock: Stock) -> Iterator[Finding]:
    if stock.lost_events:
        yield Finding(
            part=_("Lost events"),
            tone="bad",
            state=ngettext("{n} lost event", "{n} lost events", stock.lost_events),
            seen=_("The database was put back to before they happened."),
            todo=_("Go through them, and do again what is still wanted."),
            url="/admin/bus/lost",
        )


def _jobs(stock: Stock) -> Iterator[Finding]:
    broken = [run.name for run in stock.jobs if run.ok is False]
    yield Finding(
        part=_("Jobs"),
        tone="bad" if broken else "ok",
        state=ngettext("{n} failed", "{n} failed", len(broken)) if broken else _("Went well"),
        seen=", ".join(broken) if broken else "",
        todo=_("Read why, then run it again.") if broken else "",
        url="/admin/jobs",
    )


def _mail(ctx: Context, stock: Stock) -> Iterator[Finding]:
    waiting, given_up = stock.mails.get("waiting", 0), stock.mails.get("failed", 0)
    part, url = _("Mail"), "/admin/mail"
    if not ctx.settings.mail.host:
        seen = ngettext("{n} mail waits.", "{n} mails wait.", waiting) if waiting else ""
        yield Finding(part=part, tone="mute", state=_("No mail server is set"), seen=seen, url=url)
        return
    stuck = stock.oldest_mail_at is not None and ctx.now - stock.oldest_mail_at > _MAIL_WAITS
    if stuck or given_up:
        yield Finding(
            part=part,
            tone="bad" if stuck else "warn",
            state=_("Mail gets stuck") if stuck else _("Some could not be sent"),
            seen=_("{waiting} wait, {failed} were given up.", waiting=waiting, failed=given_up),
            todo=_("Read what the mail server answered."),
            url=url,
        )
        return
    seen = ngettext("{n} mail waits.", "{n} mails wait.", waiting) if waiting else ""
    yield Finding(part=part, tone="ok", state=_("Works"), seen=seen, url=url)


def _sign_in(ctx: Context) -> Iterator[Finding]:
    """Whether the file that the provider is known by is still to be believed."""
    if not ctx.settings.sign_in.saml.is_set:
        return
    from utblick.access.saml.trust import metadata_valid_until

    part = _("Sign-in by SAML")
    todo = _("Fetch the provider's metadata anew, and put them in the file's place.")
    try:
        ends = metadata_valid_until(ctx.settings)
    except Misconfigured as wrong:
        yield Finding(part=part, tone="bad", state=_("Does not work"), seen=wrong.message, todo=todo)
        return
    if ends is None or ends - ctx.now > _METADATA_LAST:
        yield Finding(part=part, tone="ok", state=_("Works"))
        return
    is_over = ends <= ctx.now
    yield Finding(
        part=part,
        tone="bad" if is_over else "warn",
        state=_("Outdated") if is_over else _("Soon outdated"),
        seen=_("The provider's metadata are valid until {day}.", day=ends),
        todo=todo,
    )


def _second_factors(ctx: Context) -> Iterator[Finding]:
    """Whether everybody has the second factor that is required of them; nothing where it is only offered."""
    if ctx.settings.sign_in.second_factor == "offered":
        return
    from utblick.access.queries import users

    lacking = sum(user.lacks_factor for user in users(ctx))
    yield Finding(
        part=_("Second factor"),
        tone="warn" if lacking else "ok",
        state=ngettext("{n} lacks one", "{n} lack one", lacking) if lacking else _("Everybody has one"),
        seen=_("It is required, and somebody who knows the password could set it up.") if lacking else "",
        todo=_("See to it that they sign in and set it up soon, or lock their accounts.") if lacking else "",
        url="/admin/users",
    )


def _backup(ctx: Context, stock: Stock) -> Iterator[Finding]:
    part, hours = _("Backup"), ctx.settings.backup.expected_hours
    todo = _("Run utblick backup create, and have it run every night.")
    if stock.backup is not None and stock.backup.ok is False:
        yield Finding(
            part=part, tone="bad", state=_("The latest failed"), seen=stock.backup.message, todo=todo
        )
        return
    if stock.backed_up_at is None:
        if hours:
            yield Finding(part=part, tone="warn", state=_("None yet"), todo=todo)
        else:
            yield Finding(part=part, tone="mute", state=_("Made by other means"))
        return
    zone = ctx.settings.municipality.zone
    ago = format_ago(stock.backed_up_at, ctx.now, ctx.language, zone=zone)
    old = bool(hours) and ctx.now - stock.backed_up_at > timedelta(hours=hours)
    yield Finding(
        part=part,
        tone="bad" if old else "ok",
        state=_("Too old") if old else _("Made"),
        seen=_("The latest: {ago}", ago=ago),
        todo=todo if old else "",
    )


def _disk(ctx: Context) -> Iterator[Finding]:
    limit = ctx.settings.observe.disk_full_percent
    for disk in disks(ctx.settings):
        used = round(disk.used_ratio * 100)
        part = _("Disk for backups") if disk.place == "backups" else _("Disk")
        tone = "bad" if used >= limit else "warn" if used >= limit - _ALMOST_FULL else "ok"
        yield Finding(
            part=part,
            tone=tone,
            state=_("Almost full") if tone != "ok" else _("There is room"),
            seen=_(
                "{used} % in use, {free} GB free.",
                used=used,
                free=format_number(round(disk.free / 1e9, 1), ctx.language),
            ),
            todo=_("Make room or get a larger disk: without room nothing can be saved.")
            if tone != "ok"
            else "",
        )


def _plugins(ctx: Context) -> Iterator[Finding]:
    registry = ctx.platform.registry
    part, url = _("Plugins"), "/admin/plugins"
    if registry.quarantined:
        names = ", ".join(one.name for one in registry.quarantined)
        todo = _("Read why, have it put right, and start again. Its events wait.")
        yield Finding(part=part, tone="bad", state=_("Set aside"), seen=names, todo=todo, url=url)
        return
    count = len(registry.plugins) - 1
    yield Finding(part=part, tone="ok", state=ngettext("{n} runs", "{n} run", count), url=url)
