"""Lines: how a figure moved over time, with the target that it is meant to reach."""

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
    table,
    words,
)

WIDTH, HEIGHT, FOOT, HEAD, LEFT, RIGHT = 480, 210, 26, 16, 34, 12


def line(
    title: str,
    points: Sequence[tuple[str, Number]],
    *,
    target: Number | None = None,
    target_label: str = "",
    steps: bool = False,
    speech: Speech = ENGLISH,
    standalone: bool = False,
    hue: int = 215,
) -> Markup:
    """A line through (label, value), its area softly filled; `steps` for what jumps, such as a count."""
    ink = Ink(standalone, hue)
    top = nice_top(max([float(value) for _label, value in points] + [float(target or 0)]))
    places = _places([float(value) for _label, value in points], top)
    marks = _scale(top, ink, speech)
    if places:
        path = _path(places, steps=steps)
        floor = HEIGHT - FOOT
        marks += [
            drawn(
                '<path d="{}L{:.1f} {}L{:.1f} {}Z"{}/>',
                path,
                places[-1][0],
                floor,
                places[0][0],
                floor,
                ink("area"),
            ),
            drawn('<path d="{}"{}/>', path, ink("line")),
            drawn('<circle cx="{:.1f}" cy="{:.1f}" r="4"{}/>', *places[-1], ink("point")),
            *_dates([label for label, _value in points], places, ink),
        ]
    if target is not None:
        marks += _target(float(target), top, target_label or speech.translate(_("Target")), ink)
    svg = picture(marks, width=WIDTH, height=HEIGHT, spoken=_spoken(title, points, target, speech), ink=ink)
    if standalone:
        return svg
    rows = [(label, speech.number(value)) for label, value in points]
    heads = (speech.translate(_("When")), speech.translate(_("Value")))
    return figure(title, svg, table(title, heads, rows), speech=speech)


def sparkline(
    values: Sequence[Number],
    *,
    label: str = "",
    speech: Speech = ENGLISH,
    standalone: bool = False,
    hue: int = 215,
) -> Markup:
    """A line as small as a word."""
    ink = Ink(standalone, hue)
    numbers = [float(value) for value in values] or [0.0]
    low, high = min(numbers), max(numbers)
    reach = (high - low) or 1.0
    places = [
        (4 + 112 * index / max(1, len(numbers) - 1), 22 - 18 * (value - low) / reach)
        for index, value in enumerate(numbers)
    ]
    marks = [
        drawn('<path d="{}"{}/>', _path(places, steps=False), ink("line")),
        drawn('<circle cx="{:.1f}" cy="{:.1f}" r="3"{}/>', *places[-1], ink("point")),
    ]
    first, last = (speech.number(values[0]), speech.number(values[-1])) if values else ("–", "–")
    said = speech.translate(_("{label}: from {first} to {last}", label=label, first=first, last=last))
    svg = picture(marks, width=120, height=26, spoken=said, ink=ink)
    return svg if standalone else drawn('<span class="chart spark">{}</span>', svg)


def _places(values: Sequence[float], top: float) -> list[tuple[float, float]]:
    room = (WIDTH - LEFT - RIGHT) / max(1, len(values) - 1)
    return [(LEFT + index * room, _level(value, top)) for index, value in enumerate(values)]


def _level(value: float, top: float) -> float:
    return HEAD + (HEIGHT - FOOT - HEAD) * (1 - value / top)


def _path(places: Sequence[tuple[float, float]], *, steps: bool) -> str:
    (x, y), *rest = places
    drawn = f"M{x:.1f} {y:.1f}"
    return drawn + "".join(f"H{x:.1f}V{y:.1f}" if steps else f"L{x:.1f} {y:.1f}" for x, y in rest)


def _scale(top: float, ink: Ink, speech: Speech) -> list[Markup]:
    parts = next((n for n in (4, 5, 3, 2, 1) if top % n == 0), 4)
    marks: list[Markup] = []
    for step in range(parts + 1):
        y = _level(top * step / parts, top)
        shown = top * step / parts
        marks.append(drawn('<path d="M{} {:.1f}H{}"{}/>', LEFT, y, WIDTH, ink("grid" if step else "axis")))
        marks.append(
            words(
                LEFT - 8,
                y + 4,
                speech.number(int(shown) if shown == int(shown) else shown),
                ink("text"),
                anchor="end",
            )
        )
    return marks


def _dates(labels: Sequence[str], places: Sequence[tuple[float, float]], ink: Ink) -> list[Markup]:
    last = len(labels) - 1
    shown = sorted({0, last // 2, last} if last > 1 else {0, last})
    anchors = {0: "start", last: "end"}
    return [
        words(
            places[i][0],
            HEIGHT - 8,
            labels[i],
            ink("text"),
            anchor=anchors.get(i, "middle") if last else "middle",
        )
        for i in shown
    ]


def _target(target: float, top: float, label: str, ink: Ink) -> list[Markup]:
    y = _level(target, top)
    return [
        drawn('<path d="M{} {:.1f}H{}"{}/>', LEFT, y, WIDTH, ink("goal-line")),
        words(LEFT + 6, y - 6, label, ink("text"), anchor="start"),
    ]


def _spoken(title: str, points: Sequence[tuple[str, Number]], target: Number | None, speech: Speech) -> str:
    if not points:
        return speech.translate(_("{title}: nothing to show yet", title=title))
    (since, first), (until, last) = points[0], points[-1]
    said = _(
        "{title}: from {first} ({since}) to {last} ({until})",
        title=title,
        first=speech.number(first),
        since=since,
        last=speech.number(last),
        until=until,
    )
    goal = (
        "" if target is None else ". " + speech.translate(_("Target {target}", target=speech.number(target)))
    )
    return speech.translate(said) + goal
