"""What importing a register would do is said row by row, and is right on the registers of the pilot."""

import json
from pathlib import Path

import pytest

from utblick.identity.registers.columns import guess_columns
from utblick.identity.registers.read import open_register
from utblick.identity.registers.verdicts import Assessor, assess
from utblick.identity.resembling import Known

REGISTERS = Path(__file__).parents[2] / "data" / "registers"
FILES = ("foretagsregister_utf8bom.csv", "foretagsregister_windows1252.csv", "foretagsregister.xlsx")


@pytest.fixture(scope="module")
def expected():
    files = json.loads((REGISTERS / "EXPECTED_registers.json").read_text())["files"]
    return {name.split(" ")[0]: answers for name, answers in files.items()}


def pairs(groups):
    return {(one, other) for group in groups for one in group for other in group if one < other}


def verdicts(tmp_path, text, known=()):
    path = tmp_path / "register.csv"
    path.write_text(text)
    table = open_register(path)
    assessor = Assessor(table, guess_columns(table), known)
    return list(assessor.verdicts())


@pytest.mark.parametrize("file", FILES)
def test_duplicates_are_found_with_precision_and_recall_of_at_least_nine_tenths(file, expected):
    right = pairs(expected[file]["duplicate_groups"])

    found = pairs(assess(REGISTERS / file).duplicates)

    assert len(found & right) / len(found) >= 0.9
    assert len(found & right) / len(right) >= 0.9


@pytest.mark.parametrize("file", FILES)
def test_every_organisation_of_the_registers_is_new_once(file, expected):
    done = assess(REGISTERS / file)

    assert (done.rows, done.new, done.update, done.error) == (
        expected[file]["data_rows"], expected[file]["distinct_entities"], 0, 0
    )  # fmt: skip
    assert done.new + done.duplicate == done.rows


@pytest.mark.parametrize("file", FILES)
def test_every_problem_that_a_cell_shows_is_reported_at_its_row(file, expected):
    shown = {"name_variant"}  # a variant can be told only where the right name is known
    found = {(p.row, p.code) for p in assess(REGISTERS / file).problems}
    right = {
        (row["row"], issue) for row in expected[file]["rows"] for issue in row["issues"] if issue not in shown
    }

    assert right - found == set()
    assert {code for _row, code in found - right} <= {
        "name_variant", "email_invalid", "email_multiple", "date_imprecise"
    }  # fmt: skip


def test_the_json_is_one_object_in_the_agreed_form():
    done = assess(REGISTERS / FILES[0]).as_json()

    assert list(done) == [
        "file", "encoding", "delimiter", "rows", "new", "update", "duplicate", "error", "problems", "duplicates",
    ]  # fmt: skip
    assert done["problems"][0] == {
        "row": 1, "column": "Org.nr", "code": "orgnr_length",
        "message": "An organisation number has ten digits. “559980020” was not kept.",
    }  # fmt: skip
    assert [1, 32] in done["duplicates"]
    assert json.loads(json.dumps(done)) == done


def test_no_personal_number_reaches_the_report():
    report = json.dumps(assess(REGISTERS / FILES[0]).as_json(), ensure_ascii=False)

    assert "121212" not in report
    assert "189001019802" not in report


def test_organisations_held_are_updated_and_uncertain_ones_wait_for_a_person(tmp_path):
    held = (
        Known("saw", "Exempel Såg AB", orgnr="559980-0017"),
        Known("bakery", "Exempel Bageri", town="Gnarp"),
    )

    rows = verdicts(
        tmp_path,
        "Namn;Org.nr;Ort\nExempel Såg & Hyvleri AB;5599800017;Gnarp\nExempel Bageri;;Gnarp\nExempel Café;;Gnarp\n",
        held,
    )

    assert [(row.verdict, row.of_known, row.is_certain) for row in rows] == [
        ("update", "saw", True), ("duplicate", "bakery", False), ("new", None, True),
    ]  # fmt: skip
    assert [str(reason) for reason in rows[1].reasons] == ["the same name", "the same town"]


def test_a_later_row_of_the_same_organisation_is_a_duplicate_of_the_first(tmp_path):
    rows = verdicts(
        tmp_path,
        "Namn;Org.nr\nA AB;559980-0017\nB AB;559980-0033\nAktiebolaget A;5599800017\nA;165599800017\n",
    )

    assert [(row.verdict, row.of_row) for row in rows] == [
        ("new", None), ("new", None), ("duplicate", 1), ("duplicate", 1),
    ]  # fmt: skip


def test_rows_that_cannot_be_imported_are_errors_with_their_reason(tmp_path):
    (row,) = verdicts(tmp_path, "Namn;Org.nr\n;559980-0017\n")

    assert row.verdict == "error"
    assert [problem.code for problem in row.candidate.problems] == ["name_missing"]
