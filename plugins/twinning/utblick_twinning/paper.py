"""The decision paper of a candidate study: criteria, ranking and recommendation as a tagged PDF."""

import json
from typing import Any

from utblick.api import REPORT_FONTS, Context, _, charts, country_name, format_date, format_number, safe_name
from utblick_twinning.models import Study
from utblick_twinning.scoring import CRITERIA, DEFAULTS, WHY
from utblick_twinning.service import studies


def pdf(ctx: Context, study: Study) -> bytes:
    """The paper in the reader's language."""
    import typst

    made: bytes = typst.compile(  # type: ignore[misc]
        _TEMPLATE.encode(), sys_inputs={"data": json.dumps(_data(ctx, study))}, font_paths=[str(REPORT_FONTS)]
    )
    return made


def file_name(ctx: Context, study: Study) -> str:
    """What the file is called: the day first, so that papers sort."""
    return safe_name(f"{ctx.today.isoformat()} {study.title}.pdf")


def _data(ctx: Context, study: Study) -> dict[str, Any]:
    weights = study.weights or DEFAULTS
    ranked = studies.ranking(ctx, study)
    chosen = studies.recommended(ctx, study.id)
    bars = [(one.candidate.title, one.total) for one in ranked[:8]]
    return {
        "words": {name: ctx.translate(text) for name, text in _WORDS.items()},
        "language": ctx.language,
        "municipality": ctx.settings.municipality.name,
        "made": format_date(ctx.today, ctx.language, style="long"),
        "title": study.title,
        "purpose": study.purpose,
        "chosen": chosen.title if chosen else "",
        "conclusion": study.conclusion,
        "chart": str(charts.bar(ctx.translate(_("Points of 100")), bars, standalone=True)) if bars else "",
        "criteria": [
            [ctx.translate(text), str(weights.get(name, 0)), ctx.translate(WHY[name])]
            for name, text in CRITERIA.items()
        ],
        "heads": [ctx.translate(text) for text in CRITERIA.values()],
        "rows": [
            [one.candidate.title, str(one.total), *(str(one.points[name]) for name in CRITERIA)]
            for one in ranked
        ],
        "facts": [
            [
                one.candidate.title,
                country_name(one.candidate.country, ctx.language),
                format_number(one.candidate.population, ctx.language) if one.candidate.population else "–",
                f"{format_number(one.kilometres, ctx.language)} km" if one.kilometres else "–",
                one.candidate.source or "–",
            ]
            for one in ranked
        ],
    }


_WORDS = {
    "paper": _("Basis for decision"),
    "made": _("Made"),
    "purpose": _("Why we look for a twin town"),
    "recommendation": _("Recommendation"),
    "open": _("The study has not recommended any candidate yet."),
    "ranking": _("Ranking"),
    "points": _("Points of 100"),
    "town": _("Town"),
    "total": _("Total"),
    "country": _("Country"),
    "population": _("Population"),
    "distance": _("Distance"),
    "source": _("Source"),
    "candidates": _("The candidates"),
    "criteria": _("Criteria and their weights"),
    "criterion": _("Criterion"),
    "weight": _("Weight"),
    "how": _("How the points are given"),
    "none": _("There are no candidates."),
}

_TEMPLATE = r"""
#let data = json(bytes(sys.inputs.data))
#let w = data.words
#set document(title: w.paper + ": " + data.title)
#set text(font: "Inter", size: 10pt, lang: data.language)
#set page(paper: "a4", margin: (x: 2.2cm, y: 2.2cm), numbering: "1 / 1")
#show heading.where(level: 1): set text(size: 20pt)
#show heading.where(level: 2): set text(size: 13pt)
#show heading.where(level: 2): set block(above: 18pt, below: 8pt)
#text(fill: luma(90))[#w.paper · #data.municipality · #w.made #data.made]
= #data.title
#if data.purpose != "" [
  == #w.purpose
  #data.purpose
]
== #w.recommendation
#if data.chosen != "" [*#data.chosen* \ #data.conclusion] else [#w.open]
== #w.ranking
#if data.rows.len() == 0 [#w.none] else [
  #image(bytes(data.chart), format: "svg", width: 80%, alt: w.points + ": "
    + data.rows.map(r => r.at(0) + " " + r.at(1)).join(", "))
  #set text(size: 8pt)
  #table(
    columns: (1.6fr, auto) + data.heads.map(h => 1fr),
    stroke: (x: none, y: 0.5pt + luma(210)),
    inset: 5pt,
    table.header([*#w.town*], [*#w.total*], ..data.heads.map(h => [*#h*])),
    ..data.rows.flatten().map(c => [#c])
  )
]
#if data.facts.len() > 0 [
  == #w.candidates
  #table(
    columns: (auto, auto, auto, auto, 1fr),
    stroke: (x: none, y: 0.5pt + luma(210)),
    inset: 5pt,
    table.header([*#w.town*], [*#w.country*], [*#w.population*], [*#w.distance*], [*#w.source*]),
    ..data.facts.flatten().map(c => [#c])
  )
]
== #w.criteria
#table(
  columns: (auto, auto, 1fr),
  stroke: (x: none, y: 0.5pt + luma(210)),
  inset: 5pt,
  table.header([*#w.criterion*], [*#w.weight*], [*#w.how*]),
  ..data.criteria.flatten().map(c => [#c])
)
"""
