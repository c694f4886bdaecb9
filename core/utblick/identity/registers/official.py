"""Organisation and VAT numbers of a row: kept when valid, told of when not, never when a person's."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from utblick.i18n import Msg, _
from utblick.identity.identifiers import is_valid, normalise
from utblick.identity.orgnr import OrgnrReading, looks_personal, parse_orgnr

if TYPE_CHECKING:
    from utblick.identity.registers.rows import Row

_CODES: Mapping[str, tuple[str, Msg]] = MappingProxyType(
    {
        "wrong_length": ("orgnr_length", _("An organisation number has ten digits. “{text}” was not kept.")),
        "invalid_checksum": (
            "orgnr_checksum",
            _("The check digit of “{text}” is wrong. Look the number up; the row is imported without it."),
        ),
        "invalid_characters": (
            "orgnr_letter",
            _("“{text}” holds something that is not a digit, such as the letter O. It was not kept."),
        ),
        "lost_precision": (
            "orgnr_scientific",
            _("Excel has rounded the number to “{text}”, and its last digits are lost."),
        ),
        "personal_number": (
            "personal_number_in_orgnr",
            _("This is a personal identity number. It has not been kept; the row is imported without it."),
        ),
        "missing": ("orgnr_missing", _("The organisation number is missing.")),
    }
)
_WITHOUT_NUMBER = frozenset({"EF"})
"""A sole trader's number is the owner's personal identity number: that it is missing is right."""


def read_numbers(row: "Row") -> None:
    """Read the row's organisation and VAT number."""
    if row.values.get("country", "SE") != "SE":
        _foreign(row)
        return
    reading = parse_orgnr(_text(row, "orgnr"))
    vat = parse_orgnr(_text(row, "vat"))
    if reading.status == "missing" and vat.status == "valid":
        reading = vat
    if reading.value:
        row.keep("orgnr", reading.value)
        _kind(row, reading.value)
    elif reading.status != "missing" or _should_have(row):
        _tell(row, reading)


def _tell(row: "Row", reading: OrgnrReading) -> None:
    code, sentence = _CODES[reading.status]
    text = reading.written[:30]
    row.problem("orgnr", code, sentence.filled(text=text) if "{text}" in sentence.template else sentence)
    row.unverified = text if reading.status != "lost_precision" else ""


def _should_have(row: "Row") -> bool:
    return row.has("orgnr") and row.values.get("legal_form") not in _WITHOUT_NUMBER


def _foreign(row: "Row") -> None:
    for field in ("vat", "orgnr"):
        text = _text(row, field)
        if is_valid("eu-vat", text) and not row.vat:
            row.vat = normalise("eu-vat", text)
        elif text and not looks_personal(text):
            row.remark(field)


def _kind(row: "Row", orgnr: str) -> None:
    """The first digits of the number tell what sort of body it is."""
    if orgnr.startswith("212"):
        row.keep("kind", "municipality")
    elif orgnr.startswith("2"):
        row.keep("kind", "authority")
    elif orgnr.startswith("8"):
        row.keep("kind", "association")


def _text(row: "Row", field: str) -> str:
    cell = row.cell(field)
    return "" if cell is None else str(cell)
