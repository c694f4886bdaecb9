"""Guess which column of a register holds which field: by its header first, and by what stands in it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from rapidfuzz import fuzz, process

from utblick.i18n import _
from utblick.identity.orgnr import MASK, mask, parse_orgnr
from utblick.identity.registers.fields import FIELDS, field_of_header, header_key, titles
from utblick.identity.registers.table import Cell, Record, Table, is_blank, refused

_LIKE_HEADER = 86
_SURE_BY_CONTENT = 0.8


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file, the field it is taken for, how sure that is (0–1), and some of its values."""

    position: int
    header: str
    field: str | None
    confidence: float
    samples: tuple[str, ...]


def guess_columns(table: Table) -> tuple[Column, ...]:
    """A proposal for every column; no field is given to two of them."""
    records = table.sample()
    guesses = [_guess(n, header, records) for n, header in enumerate(table.columns)]
    taken: dict[str, Column] = {}
    for column in sorted(guesses, key=lambda column: -column.confidence):
        if column.field:
            taken.setdefault(column.field, column)
    return tuple(
        column if column.field is None or taken[column.field] is column
        else replace(column, field=None, confidence=0.0)
        for column in guesses
    )  # fmt: skip


def with_mapping(columns: Sequence[Column], mapping: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns with the fields that a person chose, by header; an empty field leaves the column out."""
    headers = {column.header for column in columns}
    for header, name in mapping.items():
        if header not in headers:
            raise refused(_("There is no column named “{header}” in the file.", header=header))
        if name and name not in titles():
            raise refused(_("“{field}” is not a field that can be imported. Choose one of: {known}.",
                            field=name, known=", ".join(titles())))  # fmt: skip
    chosen = {name for name in mapping.values() if name}
    if len(chosen) < sum(1 for name in mapping.values() if name):
        raise refused(_("Two columns cannot be imported into the same field. Choose one of them."))
    return tuple(_rechosen(column, mapping, chosen) for column in columns)


def require_name(columns: Sequence[Column]) -> None:
    """Raise unless some column holds the names of the organisations."""
    if not any(column.field == "name" for column in columns):
        raise refused(
            _("Say which column holds the name of the organisation. Without a name nothing can be imported.")
        )


def positions(columns: Sequence[Column]) -> dict[str, int]:
    """Where each mapped field stands in a row."""
    return {column.field: column.position for column in columns if column.field}


def _rechosen(column: Column, mapping: Mapping[str, str], chosen: set[str]) -> Column:
    if column.header in mapping:
        return replace(column, field=mapping[column.header] or None, confidence=1.0)
    return replace(column, field=None, confidence=0.0) if column.field in chosen else column


def _guess(position: int, header: str, records: Sequence[Record]) -> Column:
    values = [_text(record.cells[position]) for record in records if not is_blank(record.cells[position])]
    field, confidence = _by_header(header)
    by_content, share = _by_content(values)
    if field is None and by_content and share >= _SURE_BY_CONTENT:
        field, confidence = by_content, round(share * 0.8, 2)
    elif field and by_content == field:
        confidence = max(confidence, 0.95)
    elif field and field in _CONTENT and values and _share(field, values) < 0.2:
        confidence = round(confidence / 2, 2)
    shown = (MASK if field == "orgnr" and _is_personal(value) else mask(value) for value in values[:20])
    return Column(position, header, field, confidence, tuple(dict.fromkeys(shown))[:3])


def _by_header(header: str) -> tuple[str | None, float]:
    if exact := field_of_header(header):
        return exact, 0.98
    key = header_key(header)
    if len(key) < 3:
        return None, 0.0
    known = {header_key(name): field.name for field in FIELDS for name in field.headers}
    like = process.extractOne(key, known.keys(), scorer=fuzz.ratio, score_cutoff=_LIKE_HEADER)
    if like:
        return known[like[0]], round(like[1] / 100 * 0.85, 2)
    inside = [name for name in known if len(name) >= 4 and (name in key)]
    return (known[max(inside, key=len)], 0.6) if inside else (None, 0.0)


def _by_content(values: Sequence[str]) -> tuple[str | None, float]:
    if len(values) < 2:
        return None, 0.0
    shares = {field: _share(field, values) for field in _CONTENT}
    best = max(shares, key=lambda field: shares[field])
    return (best, shares[best]) if shares[best] >= 0.5 else (None, 0.0)


def _share(field: str, values: Sequence[str]) -> float:
    return sum(_CONTENT[field](value) for value in values) / len(values)


def _text(cell: Cell) -> str:
    return str(cell).strip()[:120]


def _is_personal(value: str) -> bool:
    return parse_orgnr(value).status == "personal_number"


def _matches(pattern: str) -> Callable[[str], bool]:
    return lambda value: re.fullmatch(pattern, value, re.IGNORECASE) is not None


_CONTENT: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        "orgnr": lambda value: parse_orgnr(value).status == "valid",
        "email": _matches(r"(mailto:)?\S+@\S+\.\S+"),
        "website": _matches(r"(https?://|www\.)\S+"),
        "postcode": _matches(r"(SE-?|S-)?\d{3} ?\d{2}"),
        "phone": _matches(r"(\+|00)?\d[\d /()-]{6,16}\d"),
        "cpv": _matches(r"(\d{8}(-\d)?[;, ]*)+"),
        "sni": _matches(r"\d{2}\.\d{1,3}"),
        "legal_form": _matches(
            r"(ab|hb|kb|(aktie|handels|kommandit)bolag|enskild firma|ek\.? för\.?|ideell förening)"
        ),
    }
)  # fmt: skip
