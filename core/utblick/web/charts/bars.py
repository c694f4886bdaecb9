"""Bars: one figure for each of a few things, plain or stacked by kind."""

from collections.abc import Sequence

from markupsafe import Markup

from utblick.i18n import _
from utblick.web.charts.frame import (
    ENGLISH,
    Ink,
    Number,
    Speech,
    drawn,
    figure,
    nice_top,
    picture,
    shortened,
    table,
    words,
)

WIDTH, HEIGHT, FOOT, HEAD = 480, 210, 26, 20


def bar(
    title: str,
    rows: Sequence[tuple[str, Number]],
    *,
    unit: str = "",
    speech: Speech = ENGLISH,
    standalone: bool = False,
    hue: int = 215,
) -> Markup:
    """A bar for each (label, value), its value on top."""
    ink = Ink(standalone, hue)
    top = nice_top(max((float(value) for _label, value in rows), default=0))
    room = WIDTH / max(1, len(rows))
    marks = _ruler(ink)
    for index, (label, value) in enumerate(rows):
        height = _height(float(value), top)
        middle = index * room + room / 2
        marks += [
            _box(middle, HEIGHT - FOOT, width=min(64.0, room * 0.62), height=height, look=ink("s1")),
            words(middle, HEIGHT - FOOT - height - 6, speech.number(value), ink("strong")),
            words(middle, HEIGHT - 8, shortened(label, int(room / 9)), ink("text")),
        ]
    said = _said(title, [(label, _with_unit(speech, value, unit)) for label, value in rows])
    svg = picture(marks, width=WIDTH, height=HEIGHT, spoken=said, ink=ink)
    if standalone:
        return svg
    cells = [(label, _with_unit(speech, value, unit)) for label, value in rows]
    return figure(title, svg, table(title, _heads(speech), cells), speech=speech)


def stacked(
    title: str,
    series: Sequence[str],
    rows: Sequence[tuple[str, Sequence[Number]]],
    *,
    speech: Speech = ENGLISH,
    standalone: bool = False,
    hue: int = 215,
) -> Markup:
    """A bar for each (label, values), one part for each of at most five series, and their sum on top."""
    ink = Ink(standalone, hue)
    top = nice_top(max((float(sum(values)) for _label, values in rows), default=0))
    room = WIDTH / max(1, len(rows))
    marks = _ruler(ink)
    for index, (label, values) in enumerate(rows):
        middle = index * room + room / 2
        floor = float(HEIGHT - FOOT)
        for number, value in enumerate(values, start=1):
            height = _height(float(value), top)
            marks.append(
                _box(middle, floor, width=min(64.0, room * 0.62), height=height, look=ink(f"s{number}"))
            )
            floor -= height
        marks.append(words(middle, floor - 6, speech.number(sum(values)), ink("strong")))
        marks.append(words(middle, HEIGHT - 8, shortened(label, int(room / 9)), ink("text")))
    said = _said(title, [(label, speech.number(sum(values))) for label, values in rows])
    svg = picture(marks, width=WIDTH, height=HEIGHT, spoken=said, ink=ink)
    if standalone:
        return svg
    cells = [(label, *(speech.number(value) for value in values)) for label, values in rows]
    numbers = table(title, ("", *series), cells)
    return figure(title, svg, numbers, speech=speech, legend=legend(series))


def legend(series: Sequence[str]) -> Markup:
    """Which colour is what, in the order of the parts."""
    swatch = (
        '<li><svg viewBox="0 0 12 12" aria-hidden="true">'
        '<rect width="12" height="12" rx="3" class="s{}"/></svg>{}</li>'
    )
    items = Markup("").join(drawn(swatch, number, name) for number, name in enumerate(series, start=1))
    return drawn('<ul class="legend">{}</ul>', items)


def _ruler(ink: Ink) -> list[Markup]:
    steps = [HEAD + (HEIGHT - FOOT - HEAD) * step / 4 for step in range(5)]
    return [
        drawn('<path d="M0 {:.1f}H{}"{}/>', y, WIDTH, ink("axis" if y == steps[-1] else "grid"))
        for y in steps
    ]


def _height(value: float, top: float) -> float:
    return max(0.0, (HEIGHT - FOOT - HEAD) * value / top)


def _box(middle: float, floor: float, *, width: float, height: float, look: Markup) -> Markup:
    return drawn(
        '<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="2"{}/>',
        middle - width / 2,
        floor - height,
        width,
        height,
        look,
    )


def _with_unit(speech: Speech, value: Number, unit: str) -> str:
    return f"{speech.number(value)} {unit}".rstrip()


def _said(title: str, rows: Sequence[tuple[str, str]]) -> str:
    return f"{title}: " + ", ".join(f"{label} {value}" for label, value in rows)


def _heads(speech: Speech) -> tuple[str, str]:
    return speech.translate(_("What")), speech.translate(_("Value"))
