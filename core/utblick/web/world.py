"""The map of contacts: a circle on each country, as large as the number that it stands for."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import sqrt

from babel import Locale
from babel.core import get_global
from markupsafe import Markup

from utblick.i18n import _
from utblick.web.assets import Assets
from utblick.web.charts.frame import ENGLISH, Speech, drawn, figure, table

WIDTH, HEIGHT = 1920, 840
_MARGIN, _NARROWEST, _FLATTEST = 150, 760, 2.2
_SMALLEST, _GROWTH, _LARGEST = 9.0, 5.0, 44.0
_RANKED = 8


def world_map(
    title: str,
    counts: Mapping[str, int],
    *,
    assets: Assets,
    speech: Speech = ENGLISH,
    language: str = "en",
    unit: str = "",
    home: str = "",
    link: str = "",
) -> Markup:
    """The countries of the counts (ISO 3166 letters) on an Equal Earth map, and all of them in a table.

    The map shows the part of the world where they are. `home` is shaded and has no circle, since it would
    hide its neighbours; `link` is an address whose `{}` takes the letters of a country.
    """
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    names = Locale.parse(language).territories
    known = [(code, count, number) for code, count in ordered if (number := _known(code, assets)) and count]
    left, top, width, height = _window(assets.places[number] for _code, _count, number in known)
    land = assets.url("world.svg")
    shades = [
        drawn('<use href="{}#c-{}" class="shade{}"/>', land, number, " home" if code == home else "")
        for code, _count, number in known
    ]
    circles = [
        drawn(
            '<circle cx="{}" cy="{}" r="{:.1f}"><title>{}: {}</title></circle>',
            *assets.places[number],
            min(_LARGEST, _SMALLEST + _GROWTH * sqrt(count)) * width / WIDTH,
            names.get(code, code),
            speech.number(count),
        )
        for code, count, number in known
        if code != home
    ]
    said = speech.translate(_("{title}: {n} countries", title=title, n=len(ordered)))
    svg = drawn(
        '<svg viewBox="{} {} {} {}" role="img" aria-label="{}">'
        '<image href="{}" width="{}" height="{}"/>{}</svg>',
        left,
        top,
        width,
        height,
        said,
        land,
        WIDTH,
        HEIGHT,
        Markup("").join(shades + circles),
    )
    rows = [(str(names.get(code, code)), speech.number(count)) for code, count in ordered]
    heads = (speech.translate(_("Country")), unit or speech.translate(_("Number")))
    ranking = _ranking(ordered[:_RANKED], names, link=link, speech=speech)
    return figure(title, svg, table(title, heads, rows), speech=speech, kind="chart map", legend=ranking)


def _window(places: Iterable[tuple[float, float]]) -> tuple[int, int, int, int]:
    """The part of the map that holds the places with some room around them: left, top, width, height."""
    held = list(places) or [(WIDTH / 2, HEIGHT / 2)]
    xs, ys = [x for x, _y in held], [y for _x, y in held]
    height = min(HEIGHT, max(ys) - min(ys) + 2 * _MARGIN)
    width = min(WIDTH, max(_NARROWEST, max(xs) - min(xs) + 2 * _MARGIN, height * _FLATTEST))
    height = min(HEIGHT, max(height, width / _FLATTEST / 1.2))
    left = min(max(0.0, (min(xs) + max(xs) - width) / 2), WIDTH - width)
    top = min(max(0.0, (min(ys) + max(ys) - height) / 2), HEIGHT - height)
    return round(left), round(top), round(width), round(height)


def _ranking(
    counts: Sequence[tuple[str, int]], names: Mapping[str, str], *, link: str, speech: Speech
) -> Markup:
    """The countries with the most, beside the map."""
    lines = []
    for code, count in counts:
        name = drawn("{}", names.get(code, code))
        if link:
            name = drawn('<a href="{}">{}</a>', link.format(code), name)
        lines.append(drawn("<li>{}<span>{}</span></li>", name, speech.number(count)))
    return drawn('<ol class="ranking">{}</ol>', Markup("").join(lines))


def country_number(code: str) -> str:
    """The ISO 3166 number of a country by its letters, as the maps know it; empty for an unknown one."""
    return _numeric().get(code, "")


def _known(code: str, assets: Assets) -> str:
    number = country_number(code)
    return number if number in assets.places else ""


@cache
def _numeric() -> dict[str, str]:
    """ISO 3166 numeric code by letters, from the CLDR that Babel carries."""
    aliases = get_global("territory_aliases")
    return {letters[0]: code for code, letters in aliases.items() if code.isdigit() and len(letters) == 1}
