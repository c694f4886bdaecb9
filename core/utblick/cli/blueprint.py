"""`utblick blueprint`: a way of working taken out as one signed file, looked at, compared and installed."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from utblick.cli.main import Installation

if TYPE_CHECKING:
    from utblick.blueprints.document import Document
    from utblick.blueprints.signing import Verdict
    from utblick.blueprints.steps import Step

_FILE = click.Path(path_type=Path, dir_okay=False)
_RESTART = "Plugins and settings take effect at the next start: restart Utblick."


@click.group()
def blueprint() -> None:
    """A way of working as one file: key, trust, export, verify, diff, install."""


@blueprint.command()
@click.option("--file", type=_FILE, help="The private key; default blueprint.key in the data folder.")
@click.pass_obj
def key(installation: Installation, file: Path | None) -> None:
    """Print the public key of this installation's blueprints; the private one is made when there is none."""
    from utblick.blueprints.signing import make_key, public_key

    place = _key_file(installation, file)
    click.echo(public_key(place) if place.is_file() else make_key(place))


@blueprint.command()
@click.argument("name")
@click.argument("key")
@click.pass_obj
def trust(installation: Installation, name: str, key: str) -> None:
    """Trust the blueprints that the holder of KEY signs, under NAME; it is written to the settings file."""
    from utblick.blueprints.coming import file_of
    from utblick.settings import Settings
    from utblick.settings.change import write_settings

    settings = installation.settings
    try:
        Settings.model_validate({"blueprints": {"signers": {name: key}}})
    except ValueError:
        raise click.BadParameter("not a public key as `utblick blueprint key` prints it: ed25519:…") from None
    file = file_of(settings) or Path("utblick.toml")
    write_settings(file, {("blueprints", "signers", name): key})
    click.echo(f"{file}: blueprints signed with {key} are trusted as those of {name}.")


@blueprint.command()
@click.argument("file", type=_FILE)
@click.option("--name", required=True, help="A short name in lower case, as in nordanstig.")
@click.option("--title", required=True, help="What people call it.")
@click.option("--description", default="", help="What it is for, in a sentence or two.")
@click.option("--release", default=1, show_default=True, help="The version of the blueprint.")
@click.option(
    "--key", "key_file", type=_FILE, help="The private key; default blueprint.key in the data folder."
)
@click.option("--unsigned", is_flag=True, help="Do not sign it.")
@click.pass_obj
def export(
    installation: Installation,
    *,
    file: Path,
    name: str,
    title: str,
    description: str,
    release: int,
    key_file: Path | None,
    unsigned: bool,
) -> None:
    """Write this installation's way of working to FILE, signed; no secrets, addresses or own name."""
    from utblick.blueprints.contents import take_out, tell_made
    from utblick.blueprints.signing import sign_document

    with installation.current() as platform, platform.write() as ctx:
        taken = take_out(ctx, name=name, version=release, title=title, description=description)
        document = taken.document
        if not unsigned:
            document = sign_document(document, _key_file(installation, key_file))
        file.write_bytes(document.written())
        tell_made(ctx, document)
    click.echo(f"{file}: {_counted(document)}")
    click.echo(f"Left out, as true of this installation alone: {', '.join(taken.left_out) or 'nothing'}")
    click.echo("It is signed." if document.signatures else "It is not signed: nobody can know whose it is.")


@blueprint.command()
@click.argument("file", type=_FILE)
@click.pass_obj
def verify(installation: Installation, file: Path) -> None:
    """Say who signed FILE, and whether they are trusted here; exit code 1 when they are not."""
    from utblick.blueprints.signing import Trust

    document, verdict = _read(installation, file)
    one = document.blueprint
    click.echo(f"{one.title} ({one.name}, version {one.version}, made {one.made_on}): {_counted(document)}")
    click.echo(verdict.said)
    if verdict.trust is not Trust.TRUSTED:
        raise SystemExit(1)


@blueprint.command()
@click.argument("file", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def diff(installation: Installation, file: Path, as_json: bool) -> None:
    """Show what FILE would change here; exit code 1 when it would change anything."""
    from utblick.blueprints.plan import plan
    from utblick.blueprints.steps import Standing

    document, verdict = _read(installation, file)
    with installation.current() as platform, platform.read() as ctx:
        steps = plan(ctx, document.blueprint)
    differ = [step for step in steps if step.standing is not Standing.SAME or step.changes]
    if as_json:
        import msgspec

        plain = [_plain(step) for step in differ]
        click.echo(msgspec.json.encode({"signature": verdict.trust, "steps": plain}).decode())
    else:
        click.echo(verdict.said)
        _show(differ)
    if any(step.standing is not Standing.SAME for step in differ):
        raise SystemExit(1)


@blueprint.command()
@click.argument("file", type=_FILE)
@click.option("--leave", multiple=True, metavar="STEP", help="A step not to do, as in plugins/twinning.")
@click.option("--replace", multiple=True, metavar="STEP", help="Something of ours to replace, by its step.")
@click.option("--untrusted", is_flag=True, help="Install also what nobody trusted here has signed.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def install(
    installation: Installation,
    *,
    file: Path,
    leave: tuple[str, ...],
    replace: tuple[str, ...],
    untrusted: bool,
    yes: bool,
) -> None:
    """Install FILE: plugins, settings, roles, goals. What is our own and differs stays, unless named."""
    from utblick.blueprints.signing import Trust
    from utblick.cli.blueprint_installing import Installing

    document, verdict = _read(installation, file)
    click.echo(verdict.said)
    if verdict.trust is Trust.BROKEN or (verdict.trust is not Trust.TRUSTED and not untrusted):
        click.echo("Nothing was installed. Trust the signer: utblick blueprint trust NAME KEY", err=True)
        raise SystemExit(1)
    work = Installing(installation, document, leave=leave, replace=replace)
    steps = work.plan()
    _show(steps)
    if not yes and any(step.can_be_done or step.standing == "waits" for step in steps):
        click.confirm("Install this?", abort=True)
    done, next_start = work.do()
    click.echo(f"{done} steps were done." if done else "Nothing was changed: it is all here already.")
    if next_start:
        click.echo(_RESTART)


def _show(steps: "list[Step] | tuple[Step, ...]") -> None:
    from utblick.blueprints.steps import TITLES, Standing

    for step in steps:
        if step.standing is Standing.SAME and not step.changes:
            continue
        click.echo(f"{step.id:<50} {str(TITLES[step.standing]).lower()}: {step.title}")
        for change in step.changes:
            click.echo(f"{'':<50} {change.what}: {change.before or '–'} → {change.after or '–'}")
        if step.note:
            click.echo(f"{'':<50} {step.note}")


def _plain(step: "Step") -> dict[str, Any]:
    changes = [{"what": str(c.what), "before": c.before, "after": c.after} for c in step.changes]
    return {"step": step.id, "title": str(step.title), "standing": step.standing, "changes": changes,
            "note": str(step.note or "")}  # fmt: skip


def _read(installation: Installation, file: Path) -> "tuple[Document, Verdict]":
    from utblick.blueprints.document import read_document
    from utblick.blueprints.signing import judge

    try:
        raw = file.read_bytes()
    except OSError as error:
        raise click.FileError(str(file), error.strerror) from None
    document = read_document(raw)
    return document, judge(document, installation.settings.blueprints.signers)


def _key_file(installation: Installation, file: Path | None) -> Path:
    from utblick.blueprints.signing import KEY_FILE

    return file or Path(installation.settings.data_folder) / KEY_FILE


def _counted(document: "Document") -> str:
    one = document.blueprint
    parts = sum(len(entries) for entries in one.parts.values())
    return (
        f"{len(one.plugins)} plugins, {len(one.settings)} settings, {len(one.roles)} roles, "
        f"{parts} goals and other entries"
    )
