"""Tables (CSV, XLSX) of Swedish notices below the thresholds, as the annonsdatabaser hand them out."""

import hashlib
from collections.abc import Callable, Iterator

from utblick.api import TableRow, UtblickError, read_table
from utblick_tendering.reading import Lot, Notice
from utblick_tendering.reading.values import plain
from utblick_tendering.sources.base import Asked, Found, file_of
from utblick_tendering.sources.errors import SourceSilent
from utblick_tendering.sources.rows import (
    SHARED,
    Columns,
    address_of,
    buyers_of,
    codes_of,
    money_of,
    places_of,
    title_of,
    when,
    why,
)

COLUMNS: Columns = {
    **SHARED,
    "deadline": (
        "Sista anbudsdag",
        "Anbud senast",
        "Sista dag för anbud",
        "Sista dag att lämna anbud",
        "Deadline",
        "Tender deadline",
        "Closing date",
    ),
    "questions": ("Sista frågedag", "Frågor senast", "Sista dag för frågor", "Question deadline"),
    "published": (
        "Annonserad",
        "Publicerad",
        "Annonsdatum",
        "Publiceringsdatum",
        "Published",
        "Publication date",
    ),
    "database": ("Annonsdatabas", "Källa", "Database", "Source"),
}


class Tables:
    """The adapter for a table of notices that can be answered."""

    def total(self, asked: Asked) -> int | None:
        """The rows of the file."""
        return sum(1 for _row in _rows(asked, COLUMNS))

    def found(self, asked: Asked) -> Iterator[Found]:
        """A notice for each row, or what is wrong with it."""
        yield from each_row(asked, COLUMNS, _found)


def each_row(asked: Asked, columns: Columns, read: Callable[[TableRow], Found]) -> Iterator[Found]:
    """What each row gives, from the place where a reading was stopped."""
    after = int(asked.place) if asked.place.isdecimal() else 0
    for row in _rows(asked, columns):
        if row.line <= after:
            continue
        try:
            yield read(row)
        except ValueError as error:
            yield Found(place=str(row.line), refused=why(error))


def _rows(asked: Asked, columns: Columns) -> Iterator[TableRow]:
    try:
        yield from read_table(file_of(asked), columns)
    except UtblickError as refused:
        raise SourceSilent(refused.message, later=False) from refused


def _found(row: TableRow) -> Found:
    title, cpv = title_of(row), codes_of(row)
    nuts, countries = places_of(row)
    value, procurement, address = money_of(row), row.text("procurement"), address_of(row)
    lot = Lot(
        id=None,
        title={"SWE": title},
        cpv=cpv,
        nuts=nuts,
        countries=countries,
        value=value,
        deadline_tender=when(row, "deadline"),
        deadline_questions=when(row, "questions"),
        documents_url=address or None,
    )
    day = row.day("published")
    notice = Notice(
        document="table",
        form_type="competition",
        languages=("SWE",),
        published=day.isoformat() if day else None,
        reference=plain(procurement),
        title={"SWE": title},
        description={"SWE": said} if (said := row.text("description")) else None,
        buyers=buyers_of(row),
        cpv=cpv,
        nuts=nuts,
        countries=countries,
        estimated_value=value,
        lots=(lot,),
    )
    return Found(place=str(row.line), notice=notice, keys=keys_of(row, title, address), web_url=address)


def keys_of(row: TableRow, title: str, address: str) -> tuple[tuple[str, str], ...]:
    """What the row is known by: its number and address, or who buys what where it has neither."""
    keys = [("procurement", row.text("procurement")), ("address", address)]
    given = tuple((scheme, value) for scheme, value in keys if value)
    if given:
        return given
    said = "|".join((row.text("number") or row.text("buyer"), title)).casefold()
    return (("address", f"row:{hashlib.sha256(said.encode()).hexdigest()}"),)
