"""The report to the steering group: one set of figures, as PDF and as a workbook."""

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from utblick.api import REPORT_FONTS, Context, _, charts, format_date, format_datetime, format_number, neutral
from utblick_evaluation import queries


@dataclass(frozen=True, slots=True)
class Line:
    """One goal in the report."""

    code: str
    title: str
    period: str
    baseline: float
    target: float
    reading: float
    unit: str
    light: str
    needs: str
    narrative: str
    chart: str
    evidence: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """All that both forms of the report say."""

    municipality: str
    made_at: str
    language: str
    lines: tuple[Line, ...]


def figures(ctx: Context) -> Figures:
    """Gather the figures once, in the reader's language."""
    cards = queries.cards(ctx, drafts=False)
    proofs = queries.proofs_of(ctx, [card.goal for card in cards])
    return Figures(
        municipality=ctx.settings.municipality.name,
        made_at=format_datetime(ctx.now, ctx.language, zone=ctx.settings.municipality.zone),
        language=ctx.language,
        lines=tuple(_line(ctx, card, proofs[card.goal.id]) for card in cards),
    )


def pdf(ctx: Context) -> bytes:
    """The report as a tagged PDF with headings and alternative texts."""
    said = figures(ctx)
    words = {name: ctx.translate(text) for name, text in _WORDS.items()}
    data = {
        "words": words,
        "municipality": said.municipality,
        "made_at": said.made_at,
        "language": said.language,
        "lines": [
            {
                "code": line.code,
                "title": line.title,
                "period": line.period,
                "light": line.light,
                "reading": format_number(line.reading, said.language),
                "unit": line.unit,
                "chart": line.chart,
                "target": format_number(line.target, said.language),
                "needs": line.needs,
                "baseline": format_number(line.baseline, said.language),
                "narrative": line.narrative,
                "evidence": [list(row) for row in line.evidence],
                "part": min(1.0, max(0.0, line.reading / line.target)) if line.target else 0.0,
            }
            for line in said.lines
        ],
    }
    import typst

    made: bytes = typst.compile(  # type: ignore[misc]
        _TEMPLATE.encode(), sys_inputs={"data": json.dumps(data)}, font_paths=[str(REPORT_FONTS)]
    )
    return made


def xlsx(ctx: Context) -> bytes:
    """The same figures as a workbook: goals, then evidence."""
    from openpyxl import Workbook

    said = figures(ctx)
    say = ctx.translate
    book = Workbook()
    sheet: Any = book.active
    sheet.title = say(_("Goals"))
    _rows(
        sheet,
        [
            say(text)
            for text in (
                _("Code"),
                _("Goal"),
                _("Period"),
                _("Baseline"),
                _("Reading"),
                _("Target"),
                _("Unit"),
                _("Status"),
                _("In our own words"),
            )
        ],
        [
            [
                line.code,
                line.title,
                line.period,
                line.baseline,
                line.reading,
                line.target,
                line.unit,
                line.light or line.needs,
                line.narrative,
            ]
            for line in said.lines
        ],
    )
    proof = book.create_sheet(say(_("Evidence")))
    _rows(
        proof,
        [say(text) for text in (_("Goal"), _("Day"), _("Company"), _("What happened"))],
        [[line.code or line.title, *row] for line in said.lines for row in line.evidence],
    )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def file_name(ctx: Context, ending: str) -> str:
    """What the file is called: the day first, so that reports sort."""
    return f"{ctx.today.isoformat()} {ctx.translate(_('Goals'))} {ctx.settings.municipality.name}.{ending}"


def _line(ctx: Context, card: queries.Card, proofs: Sequence[queries.Proof]) -> Line:
    goal = card.goal
    return Line(
        code=goal.code,
        title=card.title,
        period=f"{_day(ctx, goal.starts_on)} – {_day(ctx, goal.ends_on)}",
        baseline=float(goal.baseline),
        target=float(goal.target),
        reading=float(goal.reading),
        unit=card.unit,
        light=ctx.translate(card.light.label) if card.light else "",
        needs=ctx.translate(_("Needs the plugin {name}", name=card.needs)) if card.needs else "",
        narrative=goal.narrative,
        chart=str(charts.line(card.title, card.points, target=goal.target, steps=True, standalone=True))
        if card.points
        else "",
        evidence=tuple(
            (_day(ctx, proof.row.day), proof.company, proof.told.text if proof.told else proof.row.event_name)
            for proof in proofs
            if proof.counts_now
        ),
    )


def _day(ctx: Context, day: date) -> str:
    return format_date(day, ctx.language, style="long")


def _rows(sheet: Any, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    from openpyxl.styles import Font

    sheet.append(list(heads))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in rows:
        sheet.append([_safe(value) for value in row])
    sheet.freeze_panes = "A2"
    for place, head in enumerate(heads, 1):
        longest = max([len(head), *(len(str(row[place - 1])) for row in rows)], default=10)
        sheet.column_dimensions[chr(64 + place)].width = min(60, longest + 2)


def _safe(value: object) -> object:
    """Text that a spreadsheet would take for a formula is kept as text."""
    return neutral(value) if isinstance(value, str) else value


_WORDS = {
    "title": _("Goals and evidence"),
    "made": _("Made"),
    "period": _("Period"),
    "of": _("of"),
    "baseline": _("Baseline"),
    "status": _("Status"),
    "evidence": _("Evidence"),
    "none": _("Nothing counts yet."),
    "day": _("Day"),
    "company": _("Company"),
    "happened": _("What happened"),
    "note": _("Every digit is counted from events; no figure was typed by hand."),
    "progress": _("Progress over time"),
    "goal": _("Goal"),
    "reading": _("Reading"),
    "target": _("Target"),
}

_TEMPLATE = r"""
#let data = json(bytes(sys.inputs.data))
#let w = data.words
#set document(title: w.title + " – " + data.municipality)
#set text(font: "Inter", size: 10pt, lang: data.language)
#set page(paper: "a4", margin: (x: 2.2cm, y: 2.2cm), numbering: "1 / 1")
#set heading(numbering: none)
#show heading.where(level: 1): set text(size: 20pt)
#show heading.where(level: 2): set text(size: 13pt)
= #w.title
#data.municipality \
#w.made #data.made_at \
#text(fill: luma(90))[#w.note]
#v(8pt)
#table(
  columns: (auto, 1fr, auto, auto, auto),
  stroke: (x: none, y: 0.5pt + luma(210)),
  inset: 6pt,
  table.header([], [*#w.goal*], [*#w.reading*], [*#w.target*], [*#w.status*]),
  ..data.lines.map(l => (
    [#l.code], [#l.title], align(right)[#l.reading], align(right)[#l.target],
    [#if l.light != "" [#l.light] else [#l.needs]],
  )).flatten()
)
#for l in data.lines [
  #block(breakable: true, above: 18pt)[
    == #if l.code != "" [#l.code · ]#l.title
    #text(size: 16pt, weight: "bold")[#l.reading #w.of #l.target] #l.unit \
    #w.period: #l.period #h(1em) #if l.light != "" [#w.status: #l.light] else [#l.needs]
    #if l.narrative != "" [#v(4pt) #l.narrative]
    #if l.chart != "" [
      #v(4pt)
      #image(
        bytes(l.chart), format: "svg", width: 75%,
        alt: w.progress + ": " + l.title + ", " + l.reading + " " + w.of + " " + l.target,
      )
    ]
    === #w.evidence
    #if l.evidence.len() == 0 [#text(fill: luma(90))[#w.none]] else [
      #table(
        columns: (auto, auto, 1fr),
        stroke: (x: none, y: 0.5pt + luma(220)),
        inset: 5pt,
        table.header([*#w.day*], [*#w.company*], [*#w.happened*]),
        ..l.evidence.flatten().map(c => [#c])
      )
    ]
  ]
]
"""
