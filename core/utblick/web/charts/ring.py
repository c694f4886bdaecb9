"""A ring: how much of a goal is reached."""

from math import pi

from markupsafe import Markup

from utblick.i18n import _
from utblick.web.charts.frame import ENGLISH, Ink, Number, Speech, drawn, picture

SIZE, RADIUS, STROKE = 72, 29, 8


def ring(
    value: Number,
    maximum: Number,
    *,
    label: str = "",
    tone: str = "",
    pace: Number | None = None,
    speech: Speech = ENGLISH,
    standalone: bool = False,
    hue: int = 215,
) -> Markup:
    """The part of the whole as an arc with its per cent in the middle; more than the whole fills it.

    `pace` is where one should be by now: a notch in the ring.
    """
    ink = Ink(standalone, hue)
    share = float(value) / float(maximum) if maximum else 0.0
    around = 2 * pi * RADIUS
    marks = [
        drawn('<circle cx="36" cy="36" r="{}" stroke-width="{}"{}/>', RADIUS, STROKE, ink("track")),
        drawn('<text x="36" y="41" text-anchor="middle"{}>{}</text>', ink("big"), speech.percent(share)),
    ]
    if share > 0:
        looks = ("arc", tone) if tone else ("arc",)
        marks.append(
            drawn(
                '<circle cx="36" cy="36" r="{}" stroke-width="{}" stroke-dasharray="{:.1f} {:.1f}" '
                'transform="rotate(-90 36 36)"{}/>',
                RADIUS,
                STROKE,
                around * min(1.0, share),
                around,
                ink(*looks),
            )
        )
    if pace is not None and 0 < pace < maximum:
        marks.append(_notch(float(pace) / float(maximum), ink))
    said = speech.translate(
        _(
            "{label}: {value} of {maximum}",
            label=label,
            value=speech.number(value),
            maximum=speech.number(maximum),
        )
    )
    svg = picture(marks, width=SIZE, height=SIZE, spoken=said, ink=ink)
    return svg if standalone else drawn('<span class="chart ring">{}</span>', svg)


def _notch(share: float, ink: Ink) -> Markup:
    return drawn(
        '<path d="M36 {}V{}" transform="rotate({:.1f} 36 36)" stroke-width="2"{}/>',
        36 - RADIUS - STROKE / 2 - 1,
        36 - RADIUS + STROKE / 2 + 1,
        360 * share,
        ink("notch"),
    )
