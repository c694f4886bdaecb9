"""Three drafts as Word documents, so that partners can go on writing in them."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from utblick.api import Context, Msg, _
from utblick_partnerships.documents.data import Dataset

GAP = _("[to be filled in]")


@dataclass(frozen=True, slots=True)
class Draft:
    """A kind of draft: its title, and who writes it."""

    title: Msg
    write: "Callable[[_Writing, Dataset], None]"


class _Writing:
    """A document that is being written, in one language."""

    def __init__(self, ctx: Context) -> None:
        from docx import Document

        self.ctx = ctx
        self.document = Document()
        language = self.document.styles["Normal"].element.rPr
        if language is not None:
            _speak(language, "sv-SE" if ctx.language == "sv" else "en-GB")

    def heading(self, text: Msg, level: int = 1) -> None:
        self.document.add_heading(self.ctx.translate(text), level)

    def text(self, text: str) -> None:
        """A paragraph as somebody has written it; a gap where nobody has."""
        self.document.add_paragraph(text.strip() or self.ctx.translate(GAP))

    def sentence(self, text: Msg) -> None:
        self.document.add_paragraph(self.ctx.translate(text))

    def points(self, *texts: Msg) -> None:
        for text in texts:
            self.document.add_paragraph(self.ctx.translate(text), style="List Number")

    def table(self, head: tuple[Msg, ...], rows: list[tuple[str, ...]]) -> None:
        made = self.document.add_table(rows=1, cols=len(head))
        made.style = "Table Grid"
        for cell, title in zip(made.rows[0].cells, head, strict=True):
            cell.text = self.ctx.translate(title)
            cell.paragraphs[0].runs[0].bold = True
        for row in rows:
            for cell, value in zip(made.add_row().cells, row, strict=True):
                cell.text = value
        self.document.add_paragraph()

    def done(self) -> bytes:
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()


def draft(ctx: Context, kind: str, data: Dataset) -> bytes:
    """A draft as a Word document, in the reader's language."""
    made = DRAFTS[kind]
    writing = _Writing(ctx)
    title = f"{ctx.translate(made.title)}: {data.acronym or data.title}"
    writing.document.core_properties.title = title
    writing.document.core_properties.author = data.municipality
    writing.document.add_heading(title, 0)
    writing.sentence(_("Draft of {day}. Read it through before it is used.", day=data.day))
    made.write(writing, data)
    return writing.done()


def _concept_note(to: _Writing, data: Dataset) -> None:
    to.heading(_("In short"))
    to.table(
        (_("What"), _("Told")),
        [
            (to.ctx.translate(label), value or to.ctx.translate(GAP))
            for label, value in (
                (_("Project"), data.title),
                (_("Lead partner"), data.lead),
                (_("Programme"), data.programme),
                (_("Call"), " ".join(part for part in (data.call, data.identifier) if part)),
                (_("Deadline"), data.deadline),
                (_("Begins on"), data.starts),
                (_("Months"), data.months),
                (_("Whole budget"), data.budget),
                (_("Grant applied for"), data.grant),
            )
        ],
    )
    to.heading(_("What is to be changed"))
    to.text(data.challenge)
    to.heading(_("What it should lead to"))
    to.text(data.aim)
    to.heading(_("What would be done"))
    to.text(data.activities)
    _partners(to, data)


def _letter_of_intent(to: _Writing, data: Dataset) -> None:
    to.sentence(
        _(
            "We intend to take part in the project “{title}”, led by {lead}, if it is granted support.",
            title=data.title,
            lead=data.lead or to.ctx.translate(GAP),
        )
    )
    if data.call:
        to.sentence(
            _("The application is made to {programme}, {call}.", programme=data.programme, call=data.call)
        )
    to.heading(_("What the project is about"))
    to.text(data.aim)
    to.heading(_("What we would do"))
    to.text("")
    to.sentence(
        _(
            "The letter binds nobody to pay. What each partner does and pays is decided in a partnership"
            " agreement when the support has been granted."
        )
    )
    _partners(to, data)
    _signatures(to, [""])


def _partnership_agreement(to: _Writing, data: Dataset) -> None:
    _partners(to, data)
    for heading, sentences in _ARTICLES:
        to.heading(heading)
        to.points(*sentences)
    if data.starts or data.months:
        to.sentence(
            _(
                "The project begins on {day} and lasts {months} months.",
                day=data.starts or to.ctx.translate(GAP),
                months=data.months or to.ctx.translate(GAP),
            )
        )
    _signatures(to, [partner.name for partner in data.partners] or [""])


_ARTICLES: tuple[tuple[Msg, tuple[Msg, ...]], ...] = (
    (
        _("What the agreement is for"),
        (
            _("The partners carry out the project as it is described in the approved application."),
            _("When this agreement and the programme's rules differ, the programme's rules go first."),
        ),
    ),
    (
        _("The lead partner"),
        (
            _("The lead partner speaks with the programme, hands in reports and passes payments on."),
            _("It passes a payment on within 30 days after it came, if nothing else is written here."),
        ),
    ),
    (
        _("Each partner"),
        (
            _("Each partner does its part, keeps its accounts in order and tells at once what hinders it."),
            _("Each partner pays back what was paid to it and was not allowed by the rules."),
            _("Each partner says by itself whether the support to it is state aid, and keeps the evidence."),
        ),
    ),
    (
        _("Results and names"),
        (
            _("What was made together may be used by all. What a partner brought with it stays its own."),
            _("The support of the European Union is shown as the programme asks for."),
        ),
    ),
    (
        _("Personal data and public documents"),
        (
            _("Partners that are public bodies must hand out documents as their law says."),
            _("Each partner answers for the personal data that it handles itself."),
        ),
    ),
    (
        _("When a partner leaves, and how disputes are settled"),
        (
            _("A partner that leaves tells so three months before, and helps to find another."),
            _("Disputes are settled by talking. If that fails, the court of the lead partner decides."),
        ),
    ),
)


def _partners(to: _Writing, data: Dataset) -> None:
    to.heading(_("Partners"))
    to.table(
        (_("Partner"), _("Role"), _("Country"), _("Task"), _("Budget"), _("Own share")),
        [(one.name, one.role, one.country, one.task, one.budget, one.own_share) for one in data.partners],
    )


def _signatures(to: _Writing, names: list[str]) -> None:
    to.heading(_("Signatures"))
    to.table(
        (_("Organisation"), _("Place and day"), _("Signature and name")),
        [(name or to.ctx.translate(GAP), "", "") for name in names],
    )


def _speak(properties: Any, language: str) -> None:
    """Say which language the text is in, for those who have it read aloud."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), language)
    properties.append(spoken)


DRAFTS: Mapping[str, Draft] = {
    "concept": Draft(_("Concept note"), _concept_note),
    "letter": Draft(_("Letter of intent"), _letter_of_intent),
    "agreement": Draft(_("Partnership agreement"), _partnership_agreement),
}
