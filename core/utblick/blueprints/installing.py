"""Doing the chosen steps of a blueprint: settings for the next start, and what is in the database at once."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from utblick.access.audit import audit
from utblick.access.roles import BUILTIN, change_role, create_role, declared, roles
from utblick.blueprints.coming import coming_settings, file_of, registry_with
from utblick.blueprints.contents import filled
from utblick.blueprints.document import Blueprint
from utblick.blueprints.events import BlueprintInstalled
from utblick.blueprints.models import HeldBlueprint
from utblick.blueprints.plan import PLUGINS, ROLES, SETTINGS, part_named
from utblick.blueprints.steps import Step
from utblick.context import Context
from utblick.errors import Conflict, Misconfigured
from utblick.i18n import _
from utblick.settings import Settings
from utblick.settings.change import write_settings


def chosen_of(
    steps: Iterable[Step], *, leave: Collection[str] = (), replace: Collection[str] = ()
) -> tuple[Step, ...]:
    """The steps that are done: those proposed but for those left out, and ours that are to be replaced."""
    return tuple(
        step
        for step in steps
        if step.can_be_done and ((step.is_proposed and step.id not in leave) or step.id in replace)
    )


def install(ctx: Context, held: HeldBlueprint, blueprint: Blueprint, chosen: Sequence[Step]) -> int:
    """Do the chosen steps, all or none; returns how many. The settings file is written last."""
    count = install_here(ctx, held, blueprint, chosen)
    write_for_next_start(ctx.settings, blueprint, chosen)
    return count


def install_here(ctx: Context, held: HeldBlueprint, blueprint: Blueprint, chosen: Sequence[Step]) -> int:
    """Do what works at once, roles and the plugins' own parts, and tell the house."""
    for step in chosen:
        if step.area == ROLES:
            _take_role(ctx, blueprint, step)
    for area in dict.fromkeys(step.area for step in chosen):
        part = part_named(ctx.platform.registry, area)
        if part is not None:
            entries = filled(ctx.settings, blueprint.parts[area])
            part.install(ctx, {step.key: entries[step.key] for step in chosen if step.area == area})
    if chosen:
        held.installed_at, held.installed_by = ctx.now, ctx.actor.mark
        ctx.session.add(held)
        signers = held.content.get("signatures") or [{"key": ""}]
        ctx.publish(
            BlueprintInstalled(
                blueprint_id=held.id,
                blueprint=held.name,
                release=held.release,
                digest=held.digest,
                signer=signers[0]["key"],
                steps=len(chosen),
            )
        )
        audit(ctx, "blueprint.installed", f"blueprint/{held.id}", steps=[step.id for step in chosen][:200])
    return len(chosen)


def write_for_next_start(settings: Settings, blueprint: Blueprint, chosen: Sequence[Step]) -> None:
    """Write plugins and settings to the settings file; raises, writing nothing, when they would not work."""
    plugins = [step.key for step in chosen if step.area == PLUGINS]
    wanted = filled(settings, blueprint.settings)
    values = {step.key: wanted[step.key] for step in chosen if step.area == SETTINGS}
    if not plugins and not values:
        return
    coming, file = coming_settings(settings), file_of(settings)
    _made, registry = registry_with(coming, plugins, values)
    aside = {one.name: one.reason for one in registry.quarantined if one.name not in coming.plugins}
    if aside:
        reasons = "; ".join(f"{name}: {reason}" for name, reason in aside.items())
        raise Conflict(_("Nothing was changed, since plugins would be set aside: {reasons}", reasons=reasons))
    if file is None:
        raise Misconfigured(_("This installation has no settings file. Set it where it was started."))
    written: dict[tuple[str, ...], Any] = {tuple(name.split(".")): value for name, value in values.items()}
    if plugins:
        written[("plugins",)] = [*coming.plugins, *plugins]
    write_settings(file, written)


def _take_role(ctx: Context, blueprint: Blueprint, step: Step) -> None:
    wanted = blueprint.roles[step.key]
    if step.key not in roles(ctx.session, ctx.platform.registry):
        create_role(ctx, title=wanted.title or step.key, permissions=wanted.permissions, name=step.key)
        return
    today = declared(ctx.platform.registry)
    title = "" if step.key in BUILTIN else wanted.title
    change_role(ctx, step.key, title=title, permissions=[one for one in wanted.permissions if one in today])
