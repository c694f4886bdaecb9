"""The municipality's own procurement plan (CSV, XLSX): what it means to buy, and when."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from utblick.api import TableRow, _
from utblick_tendering.reading import Lot, Notice, Organisation
from utblick_tendering.sources.base import Asked, Found
from utblick_tendering.sources.rows import (
    SHARED,
    Columns,
    RowRefused,
    address_of,
    buyers_of,
    codes_of,
    money_of,
    places_of,
    title_of,
)
from utblick_tendering.sources.tables import each_row, keys_of

COLUMNS: Columns = {
    **SHARED,
    "planned": (
        "Planerad annonsering",
        "Planerad start",
        "Planerat annonsdatum",
        "När",
        "Startdatum",
        "Planerad annonsdag",
        "Annonseras",
        "Planned",
        "Planned date",
        "When",
    ),
    "unit": ("Enhet", "Förvaltning", "Nämnd", "Verksamhet", "Unit", "Department"),
    "contact": ("Kontaktenhet", "Kontaktfunktion", "Contact unit"),
}
_QUARTER = re.compile(
    r"(?:(20\d\d)[ -]*(?:q|kv|kvartal)[ .]*([1-4])|(?:q|kv|kvartal)[ .]*([1-4])[ ,/-]*(20\d\d))",
    re.IGNORECASE,
)
_HALF = re.compile(r"(vår|höst)(?:en)?\s*(20\d\d)", re.IGNORECASE)
_MONTH = re.compile(r"(20\d\d)-(\d\d)")


@dataclass(frozen=True)
class Plan:
    """The adapter. `own_number` is the municipality's, for rows that name no buyer; so is `own_name`."""

    own_number: str = ""
    own_name: str = ""

    def total(self, asked: Asked) -> int | None:
        """Unknown until the file has been read."""
        return None

    def found(self, asked: Asked) -> Iterator[Found]:
        """A planning notice for each row, or what is wrong with it."""
        yield from each_row(asked, COLUMNS, self._found)

    def _found(self, row: TableRow) -> Found:
        title, cpv = title_of(row), codes_of(row)
        nuts, countries = places_of(row)
        value, address = money_of(row), address_of(row)
        buyers = buyers_of(row) or self._ourselves()
        lot = Lot(
            id=None, part=True, title={"SWE": title}, cpv=cpv, nuts=nuts, countries=countries, value=value
        )
        notice = Notice(
            document="plan",
            form_type="planning",
            languages=("SWE",),
            title={"SWE": title},
            description={"SWE": said} if (said := _described(row)) else None,
            buyers=buyers,
            cpv=cpv,
            nuts=nuts,
            countries=countries,
            estimated_value=value,
            planned_date=_planned(row),
            lots=(lot,),
        )
        return Found(
            place=str(row.line), notice=notice, keys=self._keys(row, title, address), web_url=address
        )

    def _keys(self, row: TableRow, title: str, address: str) -> tuple[tuple[str, str], ...]:
        """The plan has no numbers: the unit and what it buys tell rows apart where none is given."""
        told = replace(row, cells={**row.cells, "buyer": f"plan {row.text('buyer')} {row.text('unit')}"})
        return keys_of(told, title, address)

    def _ourselves(self) -> tuple[Organisation, ...]:
        if not self.own_number and not self.own_name:
            return ()
        name = {"SWE": self.own_name} if self.own_name else {}
        return (Organisation(id="BUYER-0001", name=name, identifier=self.own_number or None, country="SWE"),)


def _described(row: TableRow) -> str:
    parts = [
        row.text("description"),
        f"Enhet: {row.text('unit')}" if row.text("unit") else "",
        f"Kontakt: {row.text('contact')}" if row.text("contact") else "",
    ]
    return "\n".join(part for part in parts if part)


def _planned(row: TableRow) -> str | None:
    """The day, or the first day of the quarter, half-year, month or year that the plan names."""
    written = row.text("planned")
    if found := _QUARTER.fullmatch(written):
        year, quarter = found[1] or found[4], int(found[2] or found[3])
        return date(int(year), 3 * quarter - 2, 1).isoformat()
    if found := _HALF.fullmatch(written):
        return date(int(found[2]), 1 if found[1].lower() == "vår" else 7, 1).isoformat()
    if (found := _MONTH.fullmatch(written)) and 1 <= int(found[2]) <= 12:
        return date(int(found[1]), int(found[2]), 1).isoformat()
    if re.fullmatch(r"20\d\d", written):
        return date(int(written), 1, 1).isoformat()
    try:
        day = row.day("planned")
    except ValueError:
        raise RowRefused(
            _(
                "Row {n}, {column}: “{text}” is no time. Write a day, 2027-03 or Q2 2027.",
                n=row.line,
                column=row.headers["planned"],
                text=written[:40],
            )
        ) from None
    return day.isoformat() if day else None
