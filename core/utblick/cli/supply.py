"""`utblick sbom` and `utblick audit`: what the program is made of, and what is known of its parts."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click


@click.command()
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Default: standard output.")
def sbom(output: Path | None) -> None:
    """List every part with version, licence and checksum, as CycloneDX 1.6 JSON."""
    import msgspec

    from utblick.supply.parts import needed_by_us, parts
    from utblick.supply.sbom import bill

    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    at = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    made = msgspec.json.format(msgspec.json.encode(bill(parts(), needed_by_us(), at=at)), indent=2)
    if output is None:
        click.echo(made.decode())
        return
    output.write_bytes(made + b"\n")
    click.echo(f"{output}: {len(parts())} parts")


@click.group()
def audit() -> None:
    """Hold what is installed against what is known of it."""


@audit.command()
@click.option(
    "--advisories",
    type=click.Path(path_type=Path, exists=True),
    required=True,
    help="A folder or zip file of advisories in the OSV format (.json), fetched beforehand.",
)
def dependencies(advisories: Path) -> None:
    """Name every installed part that an advisory concerns; exit code 1 when there is one."""
    from utblick.supply.advisories import audit_parts
    from utblick.supply.parts import parts

    known = parts()
    found = audit_parts(known, advisories)
    for hit in found.hits:
        mended = f"; mended in {', '.join(hit.mended_in)}" if hit.mended_in else ""
        click.echo(f"{hit.part.name} {hit.part.version}: {hit.advisory} {hit.summary}{mended}")
    for name in found.unreadable:
        click.echo(f"{name}: cannot be read as an advisory", err=True)
    click.echo(f"{len(known)} parts held against {found.read} advisories: {len(found.hits)} concern them.")
    if found.hits or found.unreadable:
        raise SystemExit(1)
