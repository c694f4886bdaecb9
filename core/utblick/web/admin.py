"""Administration: what is installed, what is set, what ran by itself."""

from utblick.context import Context
from utblick.declare import Kind, Link
from utblick.i18n import _
from utblick.jobs.runner import last_runs
from utblick.records.fields import code_name
from utblick.registry import CORE, LoadedPlugin, installed_plugins
from utblick.web.routing import Page, Redirect, get, page, post, redirect

_SECOND_FACTOR = {
    "offered": _("Offered"),
    "administrators": _("Required of administrators"),
    "everybody": _("Required of everybody"),
}


@get("/admin/plugins", permission="core.admin")
def plugins(ctx: Context) -> Page:
    """Every plugin: running, set aside with its reason, or installed only."""
    registry = ctx.platform.registry
    known = {p.name for p in registry.plugins} | {q.name for q in registry.quarantined}
    return page(
        "admin/plugins.html",
        running=[plugin for plugin in registry.plugins if plugin.name != CORE],
        aside=registry.quarantined,
        installed=sorted(installed_plugins().keys() - known),
    )


@get("/admin/settings", permission="core.admin")
def settings(ctx: Context) -> Page:
    """What the installation was told; secrets are named but never shown."""
    said = ctx.settings
    place = said.municipality
    providers = [f"{one.name} ({way.upper()})" for way, one in said.sign_in.providers.items()]
    database = "SQLite" if ctx.platform.database.is_sqlite else "PostgreSQL"
    groups = [
        (
            _("Municipality"),
            [
                (_("Name"), place.name),
                (_("Municipality code"), place.code),
                (
                    _("Languages"),
                    ", ".join(code_name(Kind.LANGUAGE, one, ctx.language) for one in place.languages),
                ),
                (_("Time zone"), place.time_zone),
                (_("Hue of the profile colour"), place.hue),
            ],
        ),
        (
            _("Operation"),
            [
                (_("Database"), database),
                (_("Message bus"), ", ".join(said.bus.servers) or _("the bundled NATS server")),
                (_("Mail server"), said.mail.host or _("none: mail waits in the mailbox")),
                (_("Address of the installation"), said.public_url),
                (_("Largest upload"), f"{said.web.upload_mb} MB"),
                (_("An import can be undone for"), _("{n} days", n=said.imports.keep_rows_days)),
            ],
        ),
        (
            _("Sign-in"),
            [
                (_("With a password"), _("Yes") if said.sign_in.passwords else _("No")),
                (_("Second factor with the password"), _SECOND_FACTOR[said.sign_in.second_factor]),
                (_("With the municipality's sign-in"), ", ".join(providers) or _("No")),
                (_("A session lasts"), _("{n} hours", n=said.sign_in.session_hours)),
            ],
        ),
    ]
    return page(
        "admin/settings.html",
        groups=groups,
        plugins=[p for p in ctx.platform.registry.plugins if p.settings],
        said=_said,
    )


def _said(plugin: LoadedPlugin) -> list[tuple[str, object]]:
    """The settings of a plugin, each by its description."""
    if plugin.settings is None:
        return []
    fields = type(plugin.settings).model_fields
    told = plugin.settings.model_dump()
    return [(fields[name].description or name, _in_words(value)) for name, value in told.items()]


def _in_words(value: object) -> object:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value


@get("/admin/jobs", permission="core.admin")
def jobs(ctx: Context) -> Page:
    """What is done by the clock, when it ran last and how that went."""
    runs = last_runs(ctx.platform)
    rows = [
        (plugin, job, runs.get(f"{plugin.name}.{job.name}"))
        for plugin in ctx.platform.registry.plugins
        for job in plugin.jobs
    ]
    return page("admin/jobs.html", rows=rows)


@post("/admin/jobs/run", permission="core.admin")
def run_job(ctx: Context) -> Redirect:
    """Ask for a job to be run at the next look, some seconds from now."""
    from utblick.jobs.models import JobState

    name = ctx.request.form.get("name", "") if ctx.request else ""
    held = ctx.session.get(JobState, name)
    if held is not None:
        held.last_started = None
        ctx.session.add(held)
    return redirect("/admin/jobs", _("The job will start within some seconds."), tone="info")


LINKS = (
    Link(title=_("Plugins"), url="/admin/plugins", icon="puzzle", permission="core.admin", order=930),
    Link(title=_("Jobs"), url="/admin/jobs", icon="clock", permission="core.admin", order=960),
    Link(title=_("Settings"), url="/admin/settings", icon="settings", permission="core.admin", order=990),
)
ROUTES = (plugins, settings, jobs, run_job)
