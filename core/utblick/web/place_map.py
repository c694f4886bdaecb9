"""The map of places: a numbered spot for each, our own place and lines from it, and the same as a list."""

from collections.abc import Sequence
from dataclasses import dataclass

from babel import Locale
from markupsafe import Markup

from utblick.i18n import _
from utblick.web import projection
from utblick.web.assets import Assets
from utblick.web.charts.frame import ENGLISH, Speech, figure, table
from utblick.web.charts.place import Place
from utblick.web.world import country_number

_ROOM, _NARROWEST, _SHAPE = 0.16, 420.0, 1.25
_DRAWN_AT = 640.0
"""The width of the picture, in units of its text, whatever part of the map it shows."""
_SPOT, _BESIDE, _LETTER = 13.0, 19, 7.5
"""Half of a spot, how far from its middle the name begins, and how wide a letter is at most, mostly."""


@dataclass(frozen=True, slots=True)
class _Spot:
    place: Place
    x: float
    y: float
    number: int


def place_map(
    title: str,
    places: Sequence[Place],
    *,
    assets: Assets,
    home: Place | None = None,
    speech: Speech = ENGLISH,
    language: str = "en",
) -> Markup:
    """The places on a map of Europe, or of the world when one of them lies elsewhere.

    The map shows the part where they are. The list beside it has their names, and leads where they lead;
    a place that is nowhere, for want of coordinates and of a known country, stands in the list alone.
    """
    located = [(place, where) for place in places if (where := _where(place, assets)) is not None]
    ours = _where(home, assets) if home else None
    points = [where for _place, where in located] + ([ours] if ours else [])
    small = all(projection.in_europe(*point) for point in points)
    land, whole, project = (
        ("europe.svg", projection.EUROPE, projection.europe)
        if small
        else ("world.svg", projection.WORLD, projection.world)
    )
    drawn = [project(*point) for point in points]
    left, top, width, height = _window(drawn, whole)
    scale = width / _DRAWN_AT
    numbers = {id(place): number for number, place in enumerate(places, start=1)}
    spots = _apart(
        [_Spot(place, *at, numbers[id(place)]) for (place, _where_), at in zip(located, drawn, strict=False)],
        2.1 * _SPOT * scale,
    )
    marks = _ties(spots, drawn[-1], scale) if ours else Markup("")
    marks += _marks(spots, scale, right=left + width * 0.72)
    if home and ours:
        marks += _home(home, drawn[-1], scale)
    said = speech.translate(_("{title}: {names}", title=title, names=", ".join(one.name for one in places)))
    svg = Markup(
        '<svg viewBox="{:.0f} {:.0f} {:.0f} {:.0f}" role="img" aria-label="{}">'
        '<image href="{}" width="{}" height="{}"/>{}</svg>'
    ).format(left, top, width, height, said, assets.url(land), *whole, marks)
    names = Locale.parse(language).territories
    rows = [(one.name, str(names.get(one.country, one.country)), one.note) for one in places]
    heads = tuple(speech.translate(text) for text in (_("Place"), _("Country"), _("Remark")))
    return figure(
        title,
        svg,
        table(title, heads, rows),
        speech=speech,
        kind="chart map places",
        legend=_list(places),
    )


def _where(place: Place, assets: Assets) -> tuple[float, float] | None:
    """Longitude and latitude: its own, else the middle of its country."""
    if place.longitude is not None and place.latitude is not None:
        return float(place.longitude), float(place.latitude)
    return assets.centres.get(country_number(place.country))


def _window(points: Sequence[projection.Point], whole: tuple[int, int]) -> tuple[float, float, float, float]:
    """The part of the map that holds the points with some room around them: left, top, width, height."""
    held = list(points) or [(whole[0] / 2, whole[1] / 2)]
    xs, ys = [x for x, _y in held], [y for _x, y in held]
    room = max(_NARROWEST, max(xs) - min(xs), max(ys) - min(ys)) * _ROOM
    width = max(_NARROWEST, max(xs) - min(xs) + 2 * room, (max(ys) - min(ys) + 2 * room) * _SHAPE)
    width = min(width, float(whole[0]), whole[1] * _SHAPE)
    height = width / _SHAPE
    left = min(max(0.0, (min(xs) + max(xs) - width) / 2), whole[0] - width)
    top = min(max(0.0, (min(ys) + max(ys) - height) / 2), whole[1] - height)
    return left, top, width, height


def _apart(spots: Sequence[_Spot], distance: float) -> list[_Spot]:
    """The spots, those that would hide another moved to its right."""
    placed: list[_Spot] = []
    for spot in spots:
        x = spot.x
        while any(abs(x - one.x) < distance and abs(spot.y - one.y) < distance for one in placed):
            x += distance / 2
        placed.append(_Spot(spot.place, x, spot.y, spot.number))
    return placed


def _ties(spots: Sequence[_Spot], home: projection.Point, scale: float) -> Markup:
    line = Markup('<path class="tie" d="M{:.1f} {:.1f}L{:.1f} {:.1f}" stroke-width="{:.2f}"/>')
    return Markup("").join(line.format(*home, spot.x, spot.y, 1.5 * scale) for spot in spots)


def _marks(spots: Sequence[_Spot], scale: float, *, right: float) -> Markup:
    """The spots with their numbers, and with their names where these run into nothing else.

    Of the others they are said when one points at them.
    """
    taken = [(spot.x - _SPOT * scale, spot.x + _SPOT * scale, spot.y) for spot in spots]
    drawn = Markup("")
    for spot in spots:
        before, long = spot.x > right, (_BESIDE + _LETTER * len(spot.place.name)) * scale
        begin, end = (spot.x - long, spot.x) if before else (spot.x, spot.x + long)
        others = [box for place, box in enumerate(taken) if place >= len(spots) or spots[place] is not spot]
        free = not any(begin < b and a < end and abs(y - spot.y) < 2 * _SPOT * scale for a, b, y in others)
        if free:
            taken.append((begin, end, spot.y))
        drawn += _mark(spot, scale, before=before, named=free)
    return drawn


def _mark(spot: _Spot, scale: float, *, before: bool, named: bool) -> Markup:
    name = Markup("<title>{}</title>").format(spot.place.name)
    if named:
        name = Markup('<text class="name" x="{}" y="4.5" text-anchor="{}">{}</text>').format(
            -_BESIDE if before else _BESIDE, "end" if before else "start", spot.place.name
        )
    return Markup(
        '<g class="spot {}" transform="translate({:.1f} {:.1f}) scale({:.3f})"><circle r="{}"/>'
        '<text class="numeral" text-anchor="middle" y="4.5">{}</text>{}</g>'
    ).format(spot.place.tone, spot.x, spot.y, scale, _SPOT, spot.number, name)


def _home(home: Place, at: projection.Point, scale: float) -> Markup:
    return Markup(
        '<g class="spot ours" transform="translate({:.1f} {:.1f}) scale({:.3f})">'
        '<path d="M0 -11L11 0L0 11L-11 0z"/>'
        '<text class="name" text-anchor="end" x="-16" y="4.5">{}</text></g>'
    ).format(*at, scale, home.name)


def _list(places: Sequence[Place]) -> Markup:
    """The places by their numbers, beside the map."""
    lines = []
    for number, place in enumerate(places, start=1):
        name = Markup("{}").format(place.name)
        if place.url:
            name = Markup('<a href="{}">{}</a>').format(place.url, name)
        lines.append(Markup("<li><span>{}. {}</span><span>{}</span></li>").format(number, name, place.note))
    return Markup('<ol class="ranking">{}</ol>').format(Markup("").join(lines))
