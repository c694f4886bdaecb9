"""`utblick key`: the keys of the installation, replaced while it is at work, and forgotten."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from utblick.cli.main import Installation

if TYPE_CHECKING:
    from collections import Counter

    from utblick.access.credentials.keyring import Key, Keyring
    from utblick.context import Context

_GIVEN = """The key is given by the settings, and everything is made with it. To replace it:
1. Make a new one: utblick key new
2. Give it as UTBLICK_SIGN_IN__NEXT_KEY, and restart every web and worker process, one after the other.
3. Give it as UTBLICK_SIGN_IN__KEY and the old one as UTBLICK_SIGN_IN__FORMER_KEY, take the next key out,
   and restart them again.
4. utblick key rotate"""


@click.group()
def key() -> None:
    """The installation's keys: list, new, rotate, forget."""


@key.command(name="list")
@click.pass_obj
def show(installation: Installation) -> None:
    """Show the keys by their marks: since when, and what still needs them. No key is shown."""
    from utblick.access.credentials.keyring import keyring
    from utblick.access.credentials.replacing import NOBODY, uses

    with installation.current() as platform, platform.read() as ctx:
        held, found = keyring(ctx.settings), uses(ctx)
    for one in held.all:
        since = f"{one.since:%Y-%m-%d %H:%M}" if one.since else "-"
        needs = found[one.mark].kept + found[one.mark].links
        click.echo(f"{one.mark}\t{_state(held, one)}\t{since}\t{_said(needs) or 'nothing'}")
    if found[NOBODY].kept:
        click.echo(f"Made with a key that is not here: {_said(found[NOBODY].kept)}", err=True)


@key.command()
def new() -> None:
    """Print a new key, for installations whose settings give it. It is kept nowhere."""
    from secrets import token_urlsafe

    click.echo(token_urlsafe(32))


@key.command()
@click.pass_obj
def rotate(installation: Installation) -> None:
    """Put a new key in the place of the present one, which stays accepted, while everything runs.

    Second factors go on working, links that were mailed too. Run it again when it was cut short. When the
    settings give the key, it says how the new one gets there, and then makes anew what rests on the former.
    """
    from utblick.access.credentials import keyring, replacing

    with installation.current() as platform:
        done, given = replacing.rotate(platform), keyring.is_given(platform.settings)
    if done.lost:
        said = "Second factors that were sealed with a key that is not here"
        click.echo(f"{said}: {done.lost}. Their users set them up anew.", err=True)
    if given and not done.moved:
        click.echo(_GIVEN)
        return
    if not done.made and not given:
        click.echo("An earlier change was finished; no new key was made.")
    click.echo(f"In use: {done.keys.current.mark}. Made anew with it: {_said(done.moved) or 'nothing'}.")
    for one in done.keys.former:
        click.echo(f"Still accepted: {one.mark}. To end that: utblick key forget {one.mark}")


@key.command()
@click.argument("mark")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def forget(installation: Installation, mark: str, *, yes: bool) -> None:
    """Let go of the former key MARK at once, after saying what stops working by that."""
    from utblick.access.credentials import keyring, replacing

    with installation.current() as platform:
        with platform.read() as ctx:
            gone = replacing.former(ctx, mark)
            links = replacing.uses(ctx)[mark].links
            for line in _ends(ctx, gone, links):
                click.echo(line)
        if not yes:
            click.confirm("Forget it?", abort=True)
        ended = replacing.forget(platform, mark)
        given = keyring.is_given(platform.settings)
    click.echo(f"Forgotten: {mark}. Links that were made anew: {_said(ended.links) or 'none'}.")
    if given:
        click.echo("Take UTBLICK_SIGN_IN__FORMER_KEY out of the settings now, and restart every process.")


def _ends(ctx: "Context", gone: "Key", links: "Counter[str]") -> Iterable[str]:
    """What stops working without the key, line by line."""
    from utblick.access.credentials.keyring import keyring

    yield f"Without the key {gone.mark} this ends:"
    yield f"  links that were mailed or shown: {_said(links) or 'none'}; the next letter or page has new ones"
    yield "  sign-ins that are at the municipality's provider at this moment: begin them again"
    if ctx.settings.county.role == "member":
        yield "  contact details that come in answer to questions to other municipalities from its time"
        if gone == keyring(ctx.settings).oldest:
            yield "  what was shared with the county without names from its time, and is taken back from now"
            yield "  on, stays counted there; what is sent again counts twice there"
    yield "Second factors and locked periods are made anew first, and go on."


def _state(held: "Keyring", one: "Key") -> str:
    if one == held.current:
        return "in use"
    return "next" if one == held.next else "former"


def _said(needs: "Counter[str]") -> str:
    return ", ".join(f"{what}: {count}" for what, count in sorted(needs.items()))
