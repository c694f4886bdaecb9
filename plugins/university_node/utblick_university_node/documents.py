"""The document of an agreement of three: one set of data, made into a tagged PDF."""

import json
from datetime import date
from typing import Any

from utblick.api import REPORT_FONTS, Context, _, choice_label, format_date
from utblick_university_node.choices.work import ASSIGNMENT_KINDS, LEVELS
from utblick_university_node.models import Triangle
from utblick_university_node.queries import assignments, institutions, students


def agreement_pdf(ctx: Context, triangle: Triangle) -> bytes:
    """The agreement with parties, duties, days and lines for three signatures."""
    import typst

    made: bytes = typst.compile(  # type: ignore[misc]
        _TEMPLATE.encode(),
        sys_inputs={"data": json.dumps(agreement_data(ctx, triangle))},
        font_paths=[str(REPORT_FONTS)],
    )
    return made


def agreement_data(ctx: Context, triangle: Triangle) -> dict[str, Any]:
    """All that the document says, in the reader's language."""
    assignment = assignments.assignment(ctx, triangle.assignment_id)
    school = institutions.institution(ctx, triangle.institution_id)
    student = students.student(ctx, triangle.student_id) if triangle.student_id else None
    host = ctx.organisations.get(triangle.organisation_id).name
    english = ctx.language == "en"
    say = ctx.translate
    extent = say(_("{credits} credits", credits=assignment.credits)) if assignment.credits else ""
    return {
        "language": ctx.language,
        "words": {name: say(text) for name, text in _WORDS.items()},
        "title": assignment.title_en if english and assignment.title_en else assignment.title,
        "municipality": ctx.settings.municipality.name,
        "facts": [
            [say(_("Kind")), say(choice_label(ASSIGNMENT_KINDS, assignment.kind))],
            [say(_("Level")), say(choice_label(LEVELS, assignment.level)) if assignment.level else "–"],
            [say(_("Extent")), extent or "–"],
            [say(_("Begins")), _day(ctx, triangle.starts_on)],
            [say(_("To be done by")), _day(ctx, triangle.ends_on)],
        ],
        "parties": [
            [
                say(_("Student")),
                _person(ctx, student.person_id if student else None),
                student.title if student else "",
                triangle.student_duties,
                _day(ctx, triangle.student_signed_on),
            ],
            [
                say(_("Host")),
                f"{host}, {assignment.unit}" if assignment.unit else host,
                _person(ctx, triangle.host_person_id),
                triangle.host_duties,
                _day(ctx, triangle.host_signed_on),
            ],
            [
                say(_("University")),
                school.title,
                _person(ctx, triangle.school_person_id),
                triangle.school_duties,
                _day(ctx, triangle.school_signed_on),
            ],
        ],
        "terms": triangle.terms,
        "steps": [[one.title, _day(ctx, one.due_on)] for one in assignments.milestones(ctx, assignment.id)],
    }


def _person(ctx: Context, person_id: Any) -> str:
    return ctx.people.get(person_id).name if person_id else ""


def _day(ctx: Context, day: date | None) -> str:
    return format_date(day, ctx.language, style="long") if day else ""


_WORDS = {
    "heading": _("Agreement of student, host and university"),
    "brought": _("Brought about by"),
    "parties": _("The parties and what each does"),
    "terms": _("Terms"),
    "steps": _("Steps"),
    "signatures": _("Signatures"),
    "signed": _("Signed"),
    "place": _("Place and day"),
    "name": _("Signature"),
    "represented": _("represented by"),
}

_TEMPLATE = r"""
#let data = json(bytes(sys.inputs.data))
#let w = data.words
#set document(title: w.heading + " – " + data.title)
#set text(font: "Inter", size: 10pt, lang: data.language)
#set page(paper: "a4", margin: (x: 2.4cm, y: 2.2cm), numbering: "1 / 1")
#show heading.where(level: 1): set text(size: 18pt)
#show heading.where(level: 2): set text(size: 12pt)
#show heading.where(level: 2): set block(above: 16pt, below: 8pt)
= #w.heading
#text(size: 13pt, weight: "bold")[#data.title]

#text(fill: luma(90))[#w.brought #data.municipality]
#table(
  columns: (auto, 1fr), stroke: (x: none, y: 0.5pt + luma(210)), inset: 6pt,
  ..data.facts.map(f => ([*#f.at(0)*], [#f.at(1)])).flatten()
)
== #w.parties
#for p in data.parties [
  #block(breakable: false, above: 10pt)[
    *#p.at(0): #p.at(1)* #if p.at(2) != "" [ · #p.at(2)] \
    #p.at(3)
  ]
]
#if data.terms != "" [
  == #w.terms
  #data.terms
]
#if data.steps.len() > 0 [
  == #w.steps
  #table(
    columns: (1fr, auto), stroke: (x: none, y: 0.5pt + luma(220)), inset: 5pt,
    ..data.steps.flatten().map(c => [#c])
  )
]
#block(breakable: false)[
  == #w.signatures
  #grid(
    columns: (1fr, 1fr, 1fr), column-gutter: 14pt,
    ..data.parties.map(p => [
      #text(weight: "bold")[#p.at(0)] \
      #if p.at(4) != "" [#w.signed #p.at(4)] else [
        #v(26pt) #line(length: 100%, stroke: 0.5pt) #text(size: 8pt)[#w.place]
        #v(26pt) #line(length: 100%, stroke: 0.5pt) #text(size: 8pt)[#w.name]
      ]
    ])
  )
]
"""
