"""Audiences and work forms as something to choose, one or several: the names stand in words.toml."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from utblick.api import Choice, Context, Msg, Vocabulary, _, fold


@cache
def names(which: str) -> dict[str, dict[str, str]]:
    """The codes of a list, each with its name by language."""
    found: dict[str, dict[str, str]] = tomllib.loads(
        files("utblick_seminars").joinpath("words.toml").read_text("utf-8")
    )[which]
    return found


def name_of(which: str, code: str, language: str) -> str:
    """What a code is called; the code itself when it is none of the list."""
    named = names(which).get(code, {})
    return named.get(language) or named.get("en") or code


def audience_choices(ctx: Context) -> Sequence[Choice]:
    """The audiences in the reader's language, for a field that holds one."""
    return [Choice(value=code, label=Msg(name)) for code, name in audience_options(ctx)]


def audience_options(ctx: Context) -> list[tuple[str, str]]:
    """The audiences as a form offers them."""
    return [(code, name_of("audiences", code, ctx.language)) for code in names("audiences")]


def audience_names(ctx: Context, codes: Sequence[str]) -> str:
    """Several audiences in a row."""
    return ", ".join(name_of("audiences", code, ctx.language) for code in codes)


def _vocabulary(which: str, title: Msg) -> Vocabulary:
    def code_of(text: str) -> str | None:
        written = fold(text.strip())
        return next(
            (code for code, named in names(which).items() if written in {code, *map(fold, named.values())}),
            None,
        )

    def find(text: str, language: str) -> Sequence[tuple[str, str]]:
        named = [(code, name_of(which, code, language)) for code in names(which)]
        return [(code, name) for code, name in named if fold(text) in fold(name)]

    return Vocabulary(
        name=f"seminars.{which}",
        title=title,
        code_of=code_of,
        name_of=lambda code, language: name_of(which, code, language),
        find=find,
        shows_codes=False,
    )


AUDIENCES = _vocabulary("audiences", _("Audiences"))
WORK_FORMS = _vocabulary("work_forms", _("Work forms"))
