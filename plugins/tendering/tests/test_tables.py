"""Tables of notices, and the municipality's procurement plan: dirty as they come, judged row by row."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

import pytest
from openpyxl import Workbook
from sqlmodel import select

from utblick_tendering.models import Intake, Source
from utblick_tendering.queries.notices import notice as held
from utblick_tendering.service import intakes
from utblick_tendering.service.intakes import INTAKES
from utblick_tendering.service.notices import keep
from utblick_tendering.sources import Asked
from utblick_tendering.sources.errors import SourceSilent
from utblick_tendering.sources.plan import Plan
from utblick_tendering.sources.tables import Tables

NOTICES = """Utdrag ur annonsdatabasen;;;;;;;;
Upphandlings-ID;Rubrik;Upphandlande myndighet;Org.nr;CPV-kod;Ort;Värde;Sista anbudsdag;Länk
EX-1;Snöröjning;Exempelby kommun;212000-2312;90620000-9, 90630000;Gävleborgs län;1 250 000;2026-12-18;https://a.example/1
EX-2;;Exempelby kommun;;;;;;
EX-3;Lekplats;Exempelby kommun;;9999;;;;
EX-4;Bro;Exempelby kommun;;;;mycket;;
EX-5;Möbler;Exempelby kommun;;3111000;SE313;12 tkr;18/12 2026;
"""


@pytest.fixture
def table(tmp_path):
    def written(text=NOTICES, encoding="windows-1252"):
        file = tmp_path / "annonser.csv"
        file.write_text(text, encoding=encoding)
        return Asked(file=file)

    return written


def test_each_row_is_a_notice_or_is_told_what_is_wrong_by_row_and_column(table):
    found = list(Tables().found(table()))

    first = found[0].notice
    assert (first.title, first.cpv, first.nuts) == (
        {"SWE": "Snöröjning"},
        ("90620000", "90630000"),
        ("SE313",),
    )
    assert (first.estimated_value.amount, first.deadlines) == (Decimal(1250000), ("2026-12-18",))
    assert found[0].keys == (("procurement", "EX-1"), ("address", "https://a.example/1"))
    assert [str(one.refused) for one in found[1:4]] == [
        "Row 4: the title is missing.",
        "Row 5, CPV-kod: “9999” is not a CPV code. Write eight digits.",
        "Värde: “mycket” is not an amount. Write it as 1 250 000.",
    ]
    assert (found[4].notice.cpv, found[4].notice.estimated_value.amount) == (("03111000",), Decimal(12000))
    assert found[4].notice.deadlines == ("2026-12-18",)
    assert Tables().total(table()) == 5


def test_a_stopped_reading_goes_on_after_its_place(table):
    asked = table()
    assert [one.place for one in Tables().found(Asked(file=asked.file, place="5"))] == ["6", "7"]


def test_a_workbook_is_read_with_its_own_dates(tmp_path):
    noon, day = datetime(2026, 12, 18, 12, 0), datetime(2026, 11, 1)  # noqa: DTZ001 - sheets have no zones
    book = Workbook()
    book.active.append(["Titel", "Köpare", "Sista anbudsdag", "Värde", "Valuta", "Annonserad"])
    book.active.append(["Skolmöbler", "Exempelby kommun", noon, 100000, "EUR", day])
    book.save(tmp_path / "a.xlsx")

    [found] = Tables().found(Asked(file=tmp_path / "a.xlsx"))

    assert found.notice.deadlines == ("2026-12-18T12:00:00+01:00",)
    assert (found.notice.estimated_value.currency, found.notice.published) == ("EUR", "2026-11-01")


def test_what_is_no_table_is_refused(table, tmp_path):
    for text in ("", "bara ett ord", "a;b\n1;2\n"):
        with pytest.raises(SourceSilent):
            list(Tables().found(table(text)))
    with pytest.raises(SourceSilent, match=r"no file gone\.csv"):
        list(Tables().found(Asked(file=tmp_path / "gone.csv")))


def test_uploaded_tables_and_packages_are_read_beside_notices(
    client_as, platform, table, notices, monkeypatch
):
    monkeypatch.setattr(type(INTAKES), "start", lambda *_all: None)
    coordinator = client_as("coordinator")
    files = [
        ("file", ("annonser.csv", table().file.read_bytes())),
        ("file", ("S01.xml", (notices / "S01_cn-standard_nordanstig.xml").read_bytes())),
        ("file", ("fel.json", b"{}")),
    ]
    page = coordinator.submit("/tendering/intakes", files=files).headers["location"]
    INTAKES.perform(platform, UUID(page.rpartition("/")[2]))

    told = coordinator.get(page).text
    assert "Rad 4: rubriken saknas." in told
    assert "Filen är inget releasepaket enligt OCDS." in told
    with platform.read() as ctx:
        [intake] = ctx.session.exec(select(Intake)).all()
        assert (intake.state, intake.new, intake.refused, intake.total) == ("done", 3, 4, 7)


def test_ted_that_is_switched_off_says_so_on_its_source(platform):
    with platform.write() as ctx:
        source = Source(title="TED", kind="ted", address="buyer-country IN (SWE)", active=True)
        ctx.session.add(source)
        ctx.session.flush()
        intake = intakes.ask(ctx, source)
    INTAKES.perform(platform, intake.id)

    with platform.read() as ctx:
        assert "avstängt" in ctx.session.get_one(Source, source.id).error


def test_the_same_table_twice_gives_no_new_records(platform, table):
    with platform.write() as ctx:
        first, second = (
            [keep(ctx, one.notice, keys=one.keys).outcome for one in Tables().found(table()) if one.notice]
            for _each in range(2)
        )

    assert (first, second) == (["new", "new"], ["same", "same"])


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2027-03-15", "2027-03-15"), ("2027-03", "2027-03-01"), ("Q2 2027", "2027-04-01"),
        ("kv 3, 2027", "2027-07-01"), ("hösten 2027", "2027-07-01"), ("2027", "2027-01-01"), ("", None),
    ],
)  # fmt: skip
def test_a_plan_says_when_in_many_ways(table, written, day):
    asked = table(f"Vad;Planerad annonsering;Värde;Enhet\nSkolmöbler;{written};2 mnkr;Skolan\n")

    [found] = Plan(own_number="212000-2312", own_name="Exempelby kommun").found(asked)

    assert (found.notice.planned_date, found.notice.form_type) == (day, "planning")
    assert found.notice.estimated_value.amount == 2_000_000


def test_a_plan_is_of_the_municipality_itself_and_its_mistakes_are_told(platform, table):
    asked = table("Vad;När;CPV\nSkolmöbler;Q2 2027;39160000\nBro;snart;\n", "utf-8")
    plan = Plan(own_number="212000-2312", own_name="Exempelby kommun")

    with platform.write() as ctx:
        first, second = plan.found(asked)
        row = held(ctx, keep(ctx, first.notice, keys=first.keys).notice_id)
        assert (row.title, row.form_type, str(row.planned_on)) == ("Skolmöbler", "planning", "2027-04-01")
        assert row.buyer_number in {"212000-2312", "2120002312"}
    assert str(second.refused) == "Row 3, När: “snart” is no time. Write a day, 2027-03 or Q2 2027."
