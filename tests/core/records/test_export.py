"""Files of a list: everything that is filtered, typed, and never a formula."""

import csv
import io
import re
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from utblick.access.models import AuditEntry
from utblick.context import SYSTEM


@pytest.fixture
def plugins() -> tuple[str, ...]:
    return ()


@pytest.fixture
def filled(platform):
    with platform.write(SYSTEM) as ctx:
        for number in range(130):
            ctx.organisations.register(
                f"Exempel {number:03}",
                employees=number,
                country="DE" if number == 7 else "SE",
                turnover=Decimal("1250000.50") if number == 7 else None,
                last_contact=date(2026, 11, 24) if number == 7 else None,
                exports=number == 7,
            )
    return platform


def rows(answer):
    assert answer.status_code == 200
    text = answer.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def sheet(answer):
    assert answer.status_code == 200
    return list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))


def test_a_csv_has_all_rows_of_the_list_and_not_only_the_page(filled, client):
    answer = client.get("/organisations/export.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert [row[0] for row in rows(answer)[1:]] == [f"Exempel {n:03}" for n in range(130)]


def test_a_csv_has_what_the_list_is_narrowed_to_with_its_columns(filled, client):
    answer = client.get(
        "/organisations/export.csv?country=DE&columns=employees&columns=turnover&columns=last_contact&columns=exports"
    )
    assert rows(answer)[1:] == [["Exempel 007", "7", "1250000,50", "SEK", "2026-11-24", "Ja"]]


def test_a_sheet_has_numbers_and_days_with_their_types(filled, client):
    answer = client.get(
        "/organisations/export.xlsx?country=DE&columns=employees&columns=turnover&columns=last_contact"
    )
    name, employees, turnover, currency, day = sheet(answer)[1]
    assert (name, employees, turnover, currency, day.date()) == (
        "Exempel 007",
        7,
        1250000.5,
        "SEK",
        date(2026, 11, 24),
    )


@pytest.mark.parametrize(
    "text", ["=1+1", "+46 70 174 06 05", "-2+3", "@SUM(A1)", '=HYPERLINK("https://x.example")']
)
def test_text_that_looks_like_a_formula_is_neutral_in_both_kinds_of_file(platform, client, text):
    with platform.write(SYSTEM) as ctx:
        ctx.organisations.register("Exempel", town=text)
    assert rows(client.get("/organisations/export.csv?columns=town"))[1][1] == "'" + text
    assert sheet(client.get("/organisations/export.xlsx?columns=town"))[1][1] == "'" + text


def test_only_the_chosen_rows_are_exported_when_some_are_chosen(filled, client):
    chosen = re.findall(r'name="ids" value="([^"]*)"', client.get("/organisations").text)[3:5]
    for ending, read in (("csv", rows), ("xlsx", sheet)):
        answer = client.post(f"/organisations/export.{ending}", data={"ids": chosen, "_csrf": client.csrf})
        assert [row[0] for row in read(answer)[1:]] == ["Exempel 003", "Exempel 004"]


def test_nothing_chosen_exports_nothing(filled, client):
    assert client.post("/organisations/export.csv", data={"_csrf": client.csrf}).status_code == 422


def test_an_export_stands_in_the_audit_log(filled, client):
    client.get("/organisations/export.csv?country=DE")
    from sqlmodel import select

    with filled.read() as ctx:
        entries = ctx.session.exec(select(AuditEntry).where(AuditEntry.action == "records.exported")).all()
    assert [(entry.object, entry.details) for entry in entries] == [("core/organisation", {"rows": 1})]


def test_an_export_needs_the_right_to_read(platform, client_as):
    assert client_as(None).get("/organisations/export.csv").status_code == 303


def test_the_file_is_named_and_saved(filled, client):
    answer = client.get("/organisations/export.xlsx")
    assert re.match(
        r'attachment; filename="organisationer \d{4}-\d\d-\d\d\.xlsx"', answer.headers["content-disposition"]
    )
