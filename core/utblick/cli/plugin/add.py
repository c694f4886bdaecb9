"""`utblick plugin add`: one more piece for a plugin that is there."""

import click

from utblick.cli.main import Installation

KINDS = (
    "record", "event", "subscriber", "panel", "calendar", "page", "job", "indicator", "command",
    "personal-data",
)  # fmt: skip


@click.command("add")
@click.argument("name")
@click.argument("piece", type=click.Choice(KINDS))
@click.argument("piece_name", default="")
@click.option("--swedish", default="", help="What it is called in Swedish.")
@click.option("--english", default="", help="What it is called in English; from PIECE_NAME when left out.")
@click.pass_obj
def add(installation: Installation, /, *, name: str, piece: str, piece_name: str, **titles: str) -> None:
    """Add a PIECE to the plugin NAME: its file, the line in plugin.py, texts, migration, README and test.

    PIECE_NAME is a word in lower case, as in delegation; for an event with what happened, as in
    delegation.arrived. All of it is written, or nothing; no file is overwritten.
    """
    from utblick.scaffold import adding
    from utblick.scaffold.home import find_home

    home = find_home(name)
    wanted = adding.wish(home, piece, piece_name, **titles)
    for file in adding.add(home, wanted, installation.settings):
        click.echo(f"  {home.shown(file)}")
    if wanted.piece.is_titled and not titles["swedish"]:
        click.echo("Its Swedish title is the English one still: see locale/sv/LC_MESSAGES/messages.po.")
    click.echo(f"Read on: {wanted.piece.document}")
