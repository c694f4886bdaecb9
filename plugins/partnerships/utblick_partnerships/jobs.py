"""What partnerships does by the clock."""

from utblick.api import Conflict, Context, Job, Msg, _, daily, every, ngettext
from utblick_partnerships.portal import Portal, calls_of
from utblick_partnerships.service import calls, fitting, profiles
from utblick_partnerships.settings import PartnershipsSettings


def expire_profiles(ctx: Context) -> Msg | None:
    """Take profiles off the public page whose last day has passed."""
    n = profiles.expire_profiles(ctx)
    return ngettext("{n} profile expired.", "{n} profiles expired.", n=n) if n else None


def remind_of_expiry(ctx: Context) -> Msg | None:
    """Give officers the task to renew profiles."""
    n = profiles.remind_of_expiry(ctx)
    return ngettext("{n} profile is to be renewed.", "{n} profiles are to be renewed.", n=n) if n else None


def move_calls(ctx: Context) -> Msg | None:
    """Open, close and mark calls by the day."""
    n = calls.move_calls(ctx)
    return ngettext("{n} call has a new status.", "{n} calls have a new status.", n=n) if n else None


def fit_calls(ctx: Context) -> Msg | None:
    """Hold open calls against profiles, ideas, needs and companies."""
    n = fitting.fit_all(ctx)
    return ngettext("{n} call was compared.", "{n} calls were compared.", n=n) if n else None


def ask_portal(ctx: Context) -> Msg | None:
    """Ask the Funding & Tenders portal for calls, where that is switched on."""
    settings = ctx.plugin_settings(PartnershipsSettings)
    if settings.sedia != "on":
        return None
    found = list(Portal().calls(settings.sedia_text))
    with ctx.platform.write(ctx.actor) as writing:
        counted = calls.take_in(writing, found, source="sedia")
    return _("{new} new calls, {changed} changed.", new=counted.new, changed=counted.changed)


def ask_feeds(ctx: Context) -> Msg | None:
    """Ask the feeds that the administrator has named for calls; one that is silent keeps no other waiting."""
    feeds = ctx.plugin_settings(PartnershipsSettings).feeds
    new, silent = 0, []
    for url in feeds:
        try:
            found = calls_of(url)
        except Conflict:
            silent.append(url)
            continue
        with ctx.platform.write(ctx.actor) as writing:
            new += calls.take_in(writing, found, source="feed").new
    if silent:
        return _("{new} new calls. These feeds do not answer: {feeds}", new=new, feeds=", ".join(silent))
    return ngettext("{n} new call.", "{n} new calls.", n=new) if new else None


JOBS: tuple[Job, ...] = (
    Job(
        name="expire_profiles",
        title=_("Take expired profiles off the public page"),
        schedule=daily(4, 10),
        run=expire_profiles,
        in_steps=True,
    ),
    Job(
        name="remind_of_expiry",
        title=_("Remind of profiles that expire"),
        schedule=daily(7, 10),
        run=remind_of_expiry,
    ),
    Job(
        name="move_calls",
        title=_("Open and close calls by the day"),
        schedule=every(hours=1),
        run=move_calls,
        in_steps=True,
    ),
    Job(
        name="fit_calls", title=_("Find whom calls fit"), schedule=daily(4, 20), run=fit_calls, in_steps=True
    ),
    Job(
        name="ask_portal",
        title=_("Ask the Funding & Tenders portal for calls"),
        schedule=daily(3, 30),
        run=ask_portal,
        asks_others=True,
    ),
    Job(
        name="ask_feeds",
        title=_("Ask programmes' feeds for calls"),
        schedule=daily(3, 40),
        run=ask_feeds,
        asks_others=True,
    ),
)
