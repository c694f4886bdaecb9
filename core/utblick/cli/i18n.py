"""`utblick i18n`: are the translations complete, and what is left to translate."""

import importlib.util
import sys
from importlib.metadata import entry_points
from pathlib import Path

import click

from utblick.i18n.check import Texts, check, missing


@click.group()
def i18n() -> None:
    """Translations: check, extract, stats."""


@i18n.command("check")
@click.argument("names", nargs=-1)
@click.option("--quiet", is_flag=True, help="Leave out warnings.")
def check_texts(names: tuple[str, ...], quiet: bool) -> None:
    """Name every text without Swedish, or with faulty Swedish, of the core and the installed plugins."""
    shared = _shared()
    wrong = 0
    for name, package in _packages(names).items():
        for problem in check(Texts.of(package), shared=() if name == "core" else shared):
            if not problem.warning:
                wrong += 1
                click.echo(_near(str(problem)), err=True)
            elif not quiet:
                click.echo(_near(str(problem)))
    if wrong:
        click.echo(f"{wrong} texts need to be corrected.", err=True)
        sys.exit(1)
    click.echo("Every text is translated.")


@i18n.command("extract")
@click.argument("name")
def extract_texts(name: str) -> None:
    """Print the texts of NAME that lack their Swedish, as a .po file to fill in."""
    package = _packages((name,))[name]
    for found in missing(Texts.of(package), shared=() if name == "core" else _shared()):
        click.echo(f"\n#: {found.file.relative_to(package)}:{found.line}")
        click.echo(f"msgid {_quoted(found.source)}")
        if found.plural:
            click.echo(f'msgid_plural {_quoted(found.plural)}\nmsgstr[0] ""\nmsgstr[1] ""')
        else:
            click.echo('msgstr ""')


@i18n.command("stats")
def count_texts() -> None:
    """Count the texts of each owner, and those with Swedish."""
    shared = _shared()
    for name, package in _packages(()).items():
        texts = Texts.of(package)
        total = len(texts.sources)
        left = len(missing(texts, shared=() if name == "core" else shared))
        click.echo(f"{name:<20} {total - left:>5} of {total:>5} texts")


def _packages(names: tuple[str, ...]) -> dict[str, Path]:
    """The folders of the core and of each installed plugin, without importing any."""
    modules = {"core": "utblick"}
    modules |= {
        point.name: point.module.rpartition(".")[0] for point in entry_points(group="utblick.plugins")
    }
    unknown = set(names) - set(modules)
    if unknown:
        raise click.BadParameter(
            f"There is no {', '.join(sorted(unknown))}. Known: {', '.join(sorted(modules))}."
        )
    found = {}
    for name in names or sorted(modules):
        spec = importlib.util.find_spec(modules[name])
        if spec is not None and spec.submodule_search_locations:
            found[name] = Path(next(iter(spec.submodule_search_locations)))
    return found


def _shared() -> set[str]:
    return {entry.source for entry in Texts.of(_packages(("core",))["core"]).entries if entry.is_translated}


def _near(text: str) -> str:
    """The text without the working folder, so that addresses of files can be clicked."""
    return text.replace(f"{Path.cwd()}/", "")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
