"""`utblick plugin`: which plugins there are, which run, and which were set aside."""

from importlib.metadata import entry_points

import click

from utblick.cli.main import Installation


@click.group()
def plugin() -> None:
    """Plugins: list."""


@plugin.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def list_plugins(installation: Installation, as_json: bool) -> None:
    """Show every installed plugin: enabled, quarantined with its reason, or installed only."""
    from utblick.registry import CORE, GROUP

    registry = installation.platform.registry
    rows = [
        {"name": p.name, "state": "enabled", "title": str(p.card.title), "version": p.version, "reason": ""}
        for p in registry.plugins
        if p.name != CORE
    ]
    rows += [
        {"name": q.name, "state": "quarantined", "title": "", "version": "", "reason": q.reason}
        for q in registry.quarantined
    ]
    known = {row["name"] for row in rows}
    rows += [
        {"name": point.name, "state": "installed", "title": "", "version": "", "reason": ""}
        for point in entry_points(group=GROUP)
        if point.name not in known
    ]
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(rows).decode())
        return
    for row in rows:
        click.echo(f"{row['name']:<20} {row['state']:<12} {row['title']}{row['reason']}")
