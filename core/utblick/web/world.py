"""The map of contacts: a circle on each country, as large as the number that it stands for."""

from collections.abc import Mapping
from functools import cache
from math import sqrt

from babel import Locale
from babel.core import get_global
from markupsafe import Markup

from utblick.i18n import _
from utblick.web.assets import Assets
from utblick.web.charts.frame import ENGLISH, Speech, figure, table

WIDTH, HEIGHT, LARGEST, SMALLEST = 1920, 840, 44.0, 9.0


def world_map(
    title: str,
    counts: Mapping[str, int],
    *,
    assets: Assets,
    speech: Speech = ENGLISH,
    language: str = "en",
    unit: str = "",
) -> Markup:
    """The countries of the counts (ISO 3166 letters) on an Equal Earth map, and all of them in a table."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    names = Locale.parse(language).territories
    most = max(counts.values(), default=1)
    land = assets.url("world.svg")
    shades: list[Markup] = []
    circles: list[Markup] = []
    for code, count in ordered:
        number = _numeric().get(code, "")
        if number not in assets.places or count <= 0:
            continue
        shades.append(Markup('<use href="{}#c-{}" class="shade"/>').format(land, number))
        radius = max(SMALLEST, LARGEST * sqrt(count / most))
        circle = Markup('<circle cx="{}" cy="{}" r="{:.0f}"><title>{}: {}</title></circle>')
        circles.append(
            circle.format(*assets.places[number], radius, names.get(code, code), speech.number(count))
        )
    said = speech.translate(_("{title}: {n} countries", title=title, n=len(ordered)))
    svg = Markup(
        '<svg viewBox="0 0 {0} {1}" role="img" aria-label="{2}">'
        '<image href="{3}" width="{0}" height="{1}"/>{4}</svg>'
    ).format(WIDTH, HEIGHT, said, land, Markup("").join(shades + circles))
    rows = [(str(names.get(code, code)), speech.number(count)) for code, count in ordered]
    heads = (speech.translate(_("Country")), unit or speech.translate(_("Number")))
    return figure(title, svg, table(title, heads, rows), speech=speech, kind="chart map")


@cache
def _numeric() -> dict[str, str]:
    """ISO 3166 numeric code by letters, from the CLDR that Babel carries."""
    aliases = get_global("territory_aliases")
    return {letters[0]: code for code, letters in aliases.items() if code.isdigit() and len(letters) == 1}
