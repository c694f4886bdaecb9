"""The report to the steering group: one set of figures as PDF and as a workbook, in both languages."""

import io

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlmodel import select

from utblick.api import Actor
from utblick_evaluation import report, service
from utblick_evaluation.models import Goal
from utblick_evaluation.presets import load_pilot

WORDS = {
    "sv": ("Mål och underlag", "Fler exportavtal", "2 av 5", "I riskzonen", "bekräftades av företaget"),
    "en": ("Goals and evidence", "More export agreements", "2 of 5", "At risk", "was confirmed by the company"),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _two_confirmed(goal, confirm):
    confirm("Exempel Såg AB")
    confirm("Exempel Fisk AB")


@pytest.fixture
def read_as(platform):
    """Makes the report as a member of staff who reads that language."""

    def make(draw, language):
        actor = Actor("user", None, "Test Samordnare", frozenset({"*"}), language)
        with platform.read(actor) as ctx:
            return draw(ctx)

    return make


def read_pdf(made):
    return PdfReader(io.BytesIO(made))


def words_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_pdf_says_title_goal_digits_and_whose_evidence_it_is(read_as, language):
    said = words_of(read_pdf(read_as(report.pdf, language)))

    title, goal, digits, _light, happened = WORDS[language]
    for words in (title, goal, digits, happened, "Nordanstig", "Exempel Såg AB", "Exempel Fisk AB"):
        assert words in said


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_pdf_is_tagged_and_names_its_title_and_language(read_as, language):
    pdf = read_pdf(read_as(report.pdf, language))
    root = pdf.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == language
    assert pdf.metadata.title.startswith(WORDS[language][0])


def test_the_workbook_has_the_figures_of_the_pdf_as_numbers(read_as):
    book = load_workbook(io.BytesIO(read_as(report.xlsx, "sv")))
    goals, evidence = book.worksheets
    heads, *rows = goals.values
    row = dict(zip(heads, rows[0], strict=True))

    assert (goals.title, evidence.title) == ("Mål", "Underlag")
    assert len(rows) == 1
    assert (row["Kod"], row["Mål"], row["Utfall"], row["Målvärde"], row["Enhet"]) == (
        "M4", "Fler exportavtal", 2, 5, "avtal",
    )  # fmt: skip
    assert row["Med egna ord"] == "Träindustrin går först."
    assert {line[2] for line in list(evidence.values)[1:]} == {"Exempel Såg AB", "Exempel Fisk AB"}


def test_a_workbook_holds_no_formula_whatever_was_written(platform, goal, read_as):
    with platform.write() as ctx:
        row = ctx.session.get(Goal, goal)
        service.change_goal(ctx, row, {"title": "=1+1", "narrative": '@HYPERLINK("https://evil.example")'})

    book = load_workbook(io.BytesIO(read_as(report.xlsx, "sv")))
    cells = [cell for sheet in book.worksheets for line in sheet.iter_rows() for cell in line]

    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert "'=1+1" in [cell.value for cell in cells]


def test_a_goal_of_a_missing_plugin_says_so_in_the_report(platform, read_as):
    with platform.write() as ctx:
        load_pilot(ctx, *[ctx.now.date()] * 2)
        assert len(ctx.session.exec(select(Goal)).all()) == 7

    assert "Kräver tillägget Vänorter" in words_of(read_pdf(read_as(report.pdf, "sv")))


def test_the_files_are_named_after_day_and_municipality(client):
    answer = client.get("/evaluation/report.pdf")

    assert answer.headers["content-type"].startswith("application/pdf")
    assert "Nordanstig" in answer.headers["content-disposition"]
    assert answer.content.startswith(b"%PDF")
