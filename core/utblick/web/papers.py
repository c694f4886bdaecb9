"""A paper: headings, sentences, facts and tables as a tagged PDF, for what is handed out or filed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from utblick.context import Context
from utblick.i18n import _
from utblick.i18n.format import format_datetime
from utblick.web.assets import REPORT_FONTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a paper: its heading (level 2 or 3), then sentences, facts and a table."""

    heading: str = ""
    level: int = 2
    text: Sequence[str] = ()
    facts: Sequence[tuple[str, str]] = ()
    head: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


def paper(ctx: Context, title: str, parts: Sequence[Part], *, lead: str = "") -> bytes:
    """The paper as PDF in the reader's language, with the municipality, the moment and page numbers."""
    import typst

    zone = ctx.settings.municipality.zone
    data = {
        "language": ctx.language,
        "municipality": ctx.settings.municipality.name,
        "made": ctx.translate(
            _("Made {when}", when=format_datetime(ctx.now, ctx.language, style="long", zone=zone))
        ),
        "title": title,
        "lead": lead,
        "parts": [
            {
                "heading": part.heading,
                "level": part.level,
                "text": list(part.text),
                "facts": [list(pair) for pair in part.facts],
                "head": list(part.head),
                "rows": [list(row) for row in part.rows],
            }
            for part in parts
        ],
    }
    made: bytes = typst.compile(  # type: ignore[misc]
        _TEMPLATE.encode(), sys_inputs={"data": json.dumps(data)}, font_paths=[str(REPORT_FONTS)]
    )
    return made


_TEMPLATE = r"""
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set text(font: "Inter", size: 10pt, lang: data.language)
#set page(paper: "a4", margin: (x: 2.2cm, y: 2.2cm), numbering: "1 / 1")
#show heading.where(level: 1): set text(size: 18pt)
#show heading.where(level: 2): set text(size: 13pt)
#show heading.where(level: 2): set block(above: 18pt, below: 8pt)
#show heading.where(level: 3): set text(size: 10.5pt)
#show heading.where(level: 3): set block(above: 12pt, below: 6pt)
#text(fill: luma(90))[#data.municipality · #data.made]
= #data.title
#if data.lead != "" [#data.lead]
#for part in data.parts [
  #if part.heading != "" { heading(level: part.level, part.heading) }
  #for sentence in part.text [#par(sentence)]
  #if part.facts.len() > 0 {
    table(
      columns: (auto, 1fr), stroke: (x: none, y: 0.5pt + luma(215)), inset: 5pt,
      ..part.facts.map(f => (text(weight: "semibold", f.at(0)), [#f.at(1)])).flatten()
    )
  }
  #if part.rows.len() > 0 {
    set text(size: 8.5pt)
    table(
      columns: part.head.map(h => 1fr), stroke: (x: none, y: 0.5pt + luma(215)), inset: 5pt,
      table.header(..part.head.map(h => text(weight: "semibold", h))),
      ..part.rows.flatten().map(c => [#c])
    )
  }
]
"""
