"""`utblick search`: look after the search index, and ask it."""

import click

from utblick.cli.main import Installation


@click.group()
def search() -> None:
    """The search index: rebuild it, ask it."""


@search.command()
@click.pass_obj
def rebuild(installation: Installation) -> None:
    """Index every record of every enabled plugin anew."""
    from utblick.search.index import rebuild as build

    with installation.current() as platform, platform.write() as ctx:
        click.echo(str(build(ctx)))


@search.command()
@click.argument("text")
@click.pass_obj
def find(installation: Installation, text: str) -> None:
    """Show what is found for the words."""
    from utblick.search.find import find as ask

    with installation.current() as platform, platform.read() as ctx:
        for group in ask(ctx, text):
            for hit in group.hits:
                click.echo(f"{group.title}: {hit.name}  {hit.url}")
