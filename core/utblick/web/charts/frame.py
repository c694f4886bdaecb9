"""What every chart shares: its words, its looks, the figure around it and the table behind it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup, escape

from utblick.i18n import _
from utblick.web.colour import hex_of

Number = int | float | Decimal


def plain_number(value: Number) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """How a chart speaks: whose words, and how numbers are written."""

    translate: Callable[[str], str] = str
    number: Callable[[Number], str] = plain_number
    percent: Callable[[Number], str] = "{:.0%}".format


ENGLISH = Speech()


@dataclass(frozen=True, slots=True)
class Ink:
    """How a mark gets its look: by class on a page, by its own attributes where no style sheet reaches."""

    standalone: bool = False
    hue: int = 215

    def __call__(self, *names: str) -> Markup:
        """The attributes of a mark with these looks."""
        if not self.standalone:
            return drawn(' class="{}"', " ".join(names))
        merged = {name: value for look in names for name, value in self._looks().get(look, {}).items()}
        return Markup("").join(drawn(' {}="{}"', name, value) for name, value in merged.items())

    def _looks(self) -> dict[str, dict[str, str]]:
        brand = hex_of(0.45, 0.095, self.hue)
        font = {"font-family": "Inter", "font-size": "12"}
        return {
            "s1": {"fill": brand},
            "s2": {"fill": hex_of(0.72, 0.08, self.hue)},
            "s3": {"fill": hex_of(0.62, 0.13, 65)},
            "s4": {"fill": hex_of(0.5, 0.03, self.hue)},
            "s5": {"fill": hex_of(0.87, 0.05, self.hue)},
            "text": {**font, "fill": "#4c5a63"},
            "strong": {**font, "fill": "#1d262c", "font-weight": "600"},
            "big": {"font-family": "Inter", "font-size": "15", "fill": "#1d262c", "font-weight": "600"},
            "grid": {"stroke": "#dfe4e8", "fill": "none"},
            "axis": {"stroke": "#828f98", "fill": "none"},
            "goal-line": {
                "stroke": "#4c5a63",
                "stroke-width": "1.5",
                "stroke-dasharray": "5 4",
                "fill": "none",
            },
            "line": {"fill": "none", "stroke": brand, "stroke-width": "2.25", "stroke-linejoin": "round"},
            "area": {"fill": brand, "fill-opacity": "0.1"},
            "point": {"fill": "#ffffff", "stroke": brand, "stroke-width": "2.25"},
            "track": {"fill": "none", "stroke": hex_of(0.9, 0.04, self.hue)},
            "arc": {"fill": "none", "stroke": brand, "stroke-linecap": "round"},
            "notch": {"stroke": "#1d262c", "stroke-linecap": "round"},
            "ok": {"stroke": hex_of(0.58, 0.12, 155)},
            "warn": {"stroke": hex_of(0.72, 0.14, 75)},
            "bad": {"stroke": hex_of(0.58, 0.19, 25)},
        }


def drawn(pattern: str, *values: object) -> Markup:
    """The pattern with the values in their places, escaped; much faster than `Markup.format`."""
    safe = [value if isinstance(value, int | float) else escape(value) for value in values]
    return Markup(pattern.format(*safe))  # noqa: S704 - escaped


def picture(marks: Sequence[Markup], *, width: int, height: int, spoken: str, ink: Ink) -> Markup:
    """The SVG itself; alone it carries its namespace and size, on a page its text, to be read aloud."""
    content = Markup("").join(marks)
    if ink.standalone:
        head = (
            '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" viewBox="0 0 {0} {1}">{2}</svg>'
        )
        return drawn(head, width, height, content)
    head = '<svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>'
    return drawn(head, width, height, spoken, content)


def figure(
    title: str,
    svg: Markup,
    table: Markup,
    *,
    speech: Speech,
    legend: str = "",
    kind: str = "chart",
) -> Markup:
    """The chart with its caption, and its numbers as a table behind a fold."""
    return drawn(
        '<figure class="{}"><figcaption>{}</figcaption>{}{}'
        "<details><summary>{}</summary>{}</details></figure>",
        kind,
        title,
        svg,
        legend,
        speech.translate(_("Show as a table")),
        table,
    )


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Markup:
    """The numbers of a chart, each row headed by its first cell."""
    heads = Markup("").join(
        drawn('<th scope="col"{}>{}</th>', _aligned(i), name) for i, name in enumerate(head)
    )
    body = Markup("").join(drawn("<tr>{}</tr>", _cells(row)) for row in rows)
    return drawn(
        '<div class="scroll" role="region" aria-label="{0}" tabindex="0">'
        '<table><caption class="unseen">{0}</caption>'
        "<thead><tr>{1}</tr></thead><tbody>{2}</tbody></table></div>",
        title,
        heads,
        body,
    )


def _cells(row: Sequence[str]) -> Markup:
    cells = [drawn('<th scope="row">{}</th>', row[0])]
    return Markup("").join(cells + [drawn('<td class="right">{}</td>', cell) for cell in row[1:]])


def _aligned(column: int) -> Markup:
    return Markup(' class="right"') if column else Markup("")


def words(x: float, y: float, text: str, look: Markup, *, anchor: str = "middle") -> Markup:
    return drawn('<text x="{:.1f}" y="{:.1f}" text-anchor="{}"{}>{}</text>', x, y, anchor, look, text)


def shortened(text: str, letters: int) -> str:
    """The text, cut where there is no room for it; the table has it whole."""
    return text if len(text) <= letters else text[: max(1, letters - 1)].rstrip() + "…"


def nice_top(highest: float) -> float:
    """The round number at or above the highest value, where the scale ends."""
    if highest <= 0:
        return 1.0
    step = 10.0 ** len(str(int(highest))) / 10 if highest >= 1 else 1.0
    return float(next(step * n for n in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if step * n >= highest))
