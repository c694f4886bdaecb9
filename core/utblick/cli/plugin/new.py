"""`utblick plugin new`: a plugin to begin with, copied from the reference plugin."""

import sys
from pathlib import Path

import click


@click.command("new")
@click.argument("name")
@click.option("--standalone", is_flag=True, help="A distribution in a folder of its own, here.")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder of plugins in a copy of Utblick's source, with the lines in pyproject.toml.",
)
@click.option("--bare", is_flag=True, help="Without the reference's records, pages and the rest.")
@click.option("--swedish", default="", help="The title in Swedish; asked for when it is left out.")
@click.option("--english", default="", help="The title in English; asked for when it is left out.")
def new(*, name: str, standalone: bool, into: Path | None, bare: bool, swedish: str, english: str) -> None:
    """Write the plugin NAME: a small one that works, to be changed into yours. Nothing is overwritten."""
    from utblick.scaffold import names
    from utblick.scaffold.creating import create, place_for

    if standalone and into is not None:
        raise click.UsageError("--standalone and --into say different things about where the plugin goes.")
    names.check_form(name)
    place = place_for(name, into=into, standalone=standalone)
    swedish = swedish or _asked("What is it called in Swedish?", names.title(name))
    english = english or _asked("And in English?", names.title(name))
    titles = names.Titles(names.check_title(english), names.check_title(swedish))
    made = create(name, titles, place, bare=bare)
    click.echo(f"Wrote {made.files} files for {name}. Next:\n")
    for command in made.commands:
        click.echo(command)


def _asked(question: str, otherwise: str) -> str:
    """The answer of whoever sits there; what is likely when nobody does."""
    return str(click.prompt(question, default=otherwise)) if sys.stdin.isatty() else otherwise
