"""Official identifiers are written in one way, and personal identity numbers are never let through."""

import json
from pathlib import Path

import pytest

from utblick.errors import Invalid
from utblick.identity.identifiers import SCHEMES, is_valid, mask, normalise, parse_orgnr
from utblick.identity.registers.read import open_register

REGISTERS = Path(__file__).parents[2] / "data" / "registers"


@pytest.mark.parametrize(
    ("written", "status", "value"),
    [
        ("559980-0017", "valid", "559980-0017"),
        ("5599800017", "valid", "559980-0017"),
        ("559980 0017", "valid", "559980-0017"),
        ("559980–0017", "valid", "559980-0017"),
        ("\u00a0559980\u20110017 ", "valid", "559980-0017"),
        ("165599800017", "valid", "559980-0017"),
        ("SE559980001701", "valid", "559980-0017"),
        ("559980001701", "valid", "559980-0017"),
        ("Org.nr: 559980-0017", "valid", "559980-0017"),
        ("5599800017.0", "valid", "559980-0017"),
        (5599800017, "valid", "559980-0017"),
        (5599800017.0, "valid", "559980-0017"),
        ("5,5998E+09", "lost_precision", None),
        ("5.59980E+09", "lost_precision", None),
        ("559980-0018", "invalid_checksum", None),
        ("559980-001", "wrong_length", None),
        ("559980-00170", "wrong_length", None),
        ("55998O-0017", "invalid_characters", None),
        ("٥٥٩٩٨٠٠٠١٧", "invalid_characters", None),
        ("000000-0000", "missing", None),
        ("-", "missing", None),
        ("saknas", "missing", None),
        (None, "missing", None),
        ("121212-1212", "personal_number", None),
        ("19121212-1212", "personal_number", None),
        ("189001019802", "personal_number", None),
        ("161212121212", "personal_number", None),
        ("SE121212121201", "personal_number", None),
        ("121272-1219", "personal_number", None),
        ("121212-1213", "personal_number", None),
    ],
)
def test_an_organisation_number_is_read_however_it_is_written(written, status, value):
    reading = parse_orgnr(written)

    assert (reading.status, reading.value) == (status, value)


def test_what_a_personal_number_said_is_kept_nowhere_in_the_reading():
    for written in ("121212-1212", "19121212-1212", "1912I212-1212", "SE121212121201", "191212121212 ab"):
        assert parse_orgnr(written).written == ""


def test_a_wrong_number_is_kept_for_a_person_to_mend():
    assert parse_orgnr(" 559980–0018 ").written == "559980-0018"


@pytest.mark.parametrize(
    "file", ["foretagsregister_utf8bom.csv", "foretagsregister_windows1252.csv", "foretagsregister.xlsx"]
)
def test_every_number_of_the_registers_is_judged_rightly(file):
    files = json.loads((REGISTERS / "EXPECTED_registers.json").read_text())["files"]
    expected = next(answers["rows"] for name, answers in files.items() if name.split(" ")[0] == file)

    readings = [parse_orgnr(record.cells[1]) for record in open_register(REGISTERS / file).records()]

    assert [(r.status, r.value) for r in readings] == [
        (row["orgnr_status"], row["orgnr"]) for row in expected
    ]


@pytest.mark.parametrize(
    ("scheme", "written", "value"),
    [
        ("se-orgnr", "SE559980001701", "559980-0017"),
        ("eu-vat", "se 559980-0017 01", "SE559980001701"),
        ("eu-vat", "FI 20774740", "FI20774740"),
        ("eori", "SE5599800017", "SE5599800017"),
        ("eori", "gb 123456789000", "GB123456789000"),
        ("pic", "999 984 059", "999984059"),
        ("ror", "https://ror.org/019k1pd13", "019k1pd13"),
        ("ror", "043fje207", "043fje207"),
        ("wikidata", "https://www.wikidata.org/wiki/Q505230", "Q505230"),
        ("duns", "15-048-3782", "150483782"),
        ("lei", "5493001kjtiigc8y1r12", "5493001KJTIIGC8Y1R12"),
        ("orcid", "https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
    ],
)
def test_every_scheme_has_one_way_of_writing(scheme, written, value):
    assert normalise(scheme, written) == value


@pytest.mark.parametrize(
    ("scheme", "written"),
    [
        ("se-orgnr", "559980-0018"), ("se-orgnr", "121212-1212"), ("se-orgnr", ""),
        ("eu-vat", "SE559980001801"), ("eu-vat", "SE121212121201"),
        ("eori", "SE1212121212"), ("eori", "5599800017"), ("pic", "12345"), ("pic", "000000000"),
        ("ror", "019k1pd14"), ("ror", "hig"), ("wikidata", "P31"), ("wikidata", "Q0"),
        ("lei", "5493001KJTIIGC8Y1R13"), ("orcid", "0000-0002-1825-0098"), ("duns", "x"),
    ],
)  # fmt: skip
def test_what_no_scheme_allows_is_refused_with_a_sentence(scheme, written):
    with pytest.raises(Invalid) as refused:
        normalise(scheme, written)

    assert refused.value.problems[0].field == "value"


def test_a_refused_personal_number_is_not_repeated_in_the_sentence():
    with pytest.raises(Invalid) as refused:
        normalise("eu-vat", "SE121212121201")

    assert "1212" not in refused.value.problems[0].message


def test_an_unknown_scheme_is_refused_and_the_known_ones_are_named():
    with pytest.raises(Invalid) as refused:
        normalise("isbn", "1")

    assert ", ".join(SCHEMES) in refused.value.problems[0].message
    assert not is_valid("isbn", "1")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Ägaren är 19121212-1212.", "Ägaren är ••••••-••••."),
        ("pnr 121212-1212", "pnr ••••••-••••"),
        ("189001019802", "••••••-••••"),
        ("org 559980-0017", "org 559980-0017"),
        ("ring 070-174 06 05 eller 0701740605", "ring 070-174 06 05 eller 0701740605"),
        ("order 202605-1234", "order 202605-1234"),
    ],
)
def test_personal_numbers_in_running_text_are_made_unreadable_and_nothing_else(text, masked):
    assert mask(text) == masked
