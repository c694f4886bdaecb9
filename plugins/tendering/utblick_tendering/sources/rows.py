"""What the rows of tables share: buyers, codes, places and amounts, each as a row writes it."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from utblick.api import NUTS, Msg, TableRow, _, find_country
from utblick_tendering.reading import Money, Organisation
from utblick_tendering.reading.values import SWEDISH_TIME, each
from utblick_tendering.vocabulary.cpv import code_of

Columns = Mapping[str, Sequence[str]]
SHARED: Columns = {
    "procurement": (
        "Upphandlings-ID",
        "Upphandlingsid",
        "UpphandlingsID",
        "Upphandlingsidentitet",
        "Upphandlings-id",
        "Procurement ID",
        "Procurement identifier",
    ),
    "title": (
        "Rubrik",
        "Titel",
        "Benämning",
        "Upphandling",
        "Upphandlingens namn",
        "Vad",
        "Avser",
        "Title",
        "Name",
        "Subject",
    ),
    "description": (
        "Beskrivning",
        "Kort beskrivning",
        "Sammanfattning",
        "Innehåll",
        "Description",
        "Summary",
    ),
    "buyer": (
        "Upphandlande myndighet",
        "Upphandlande organisation",
        "Köpare",
        "Myndighet",
        "Beställare",
        "Buyer",
        "Contracting authority",
        "Purchaser",
    ),
    "number": (
        "Organisationsnummer",
        "Org.nr",
        "Orgnr",
        "Köparens organisationsnummer",
        "Organisation number",
        "Buyer ID",
    ),
    "cpv": ("CPV", "CPV-kod", "CPV-koder", "CPV kod", "CPV code", "CPV codes"),
    "place": (
        "NUTS",
        "NUTS-kod",
        "Ort",
        "Plats",
        "Leveransort",
        "Region",
        "Län",
        "Place",
        "Place of performance",
    ),
    "value": (
        "Värde",
        "Uppskattat värde",
        "Kontraktsvärde",
        "Beräknat värde",
        "Belopp",
        "Value",
        "Estimated value",
        "Amount",
    ),
    "currency": ("Valuta", "Currency"),
    "address": ("Länk", "Webbadress", "Adress till annonsen", "URL", "Link", "Address"),
}


class RowRefused(ValueError):
    """A row cannot be taken for what it should be; the argument is a `Msg`."""


def title_of(row: TableRow) -> str:
    """What is bought; raises `RowRefused` without it."""
    title = row.text("title")
    if not title:
        raise RowRefused(_("Row {n}: the title is missing.", n=row.line))
    return title[:500]


def buyers_of(row: TableRow) -> tuple[Organisation, ...]:
    """The buyer, if the row names one."""
    name, number = row.text("buyer"), row.text("number")
    if not name and not number:
        return ()
    return (
        Organisation(
            id="BUYER-0001", name={"SWE": name} if name else {}, identifier=number or None, country="SWE"
        ),
    )


def codes_of(row: TableRow) -> tuple[str, ...]:
    """The CPV codes; raises `RowRefused` for what is none."""
    written = [one for one in re.split(r"[;,|/\s]+", _digits(row.text("cpv"))) if one]
    found = [code_of(one) for one in written]
    wrong = next((one for one, code in zip(written, found, strict=True) if code is None), None)
    if wrong is not None:
        raise RowRefused(
            _(
                "Row {n}, {column}: “{text}” is not a CPV code. Write eight digits.",
                n=row.line,
                column=row.headers["cpv"],
                text=wrong[:40],
            )
        )
    return each(found)


def _digits(text: str) -> str:
    """A sheet that took a code for a number has lost its leading zero."""
    return f"0{text}" if re.fullmatch(r"\d{7}", text) else text


def places_of(row: TableRow) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Regions, and countries by three letters; a place that is neither is not guessed at."""
    written = [one.strip() for one in re.split(r"[;,|]", row.text("place")) if one.strip()]
    regions, countries = [], []
    for one in written:
        code = NUTS.code_of(one) if re.fullmatch(r"[A-Za-z]{2}[0-9][0-9A-Za-z]{0,2}", one) else None
        named = [found for found, name in NUTS.find(one, "sv") if name.casefold() == one.casefold()]
        if code is not None:
            regions.append(code)
        elif (known := find_country(one)) is not None:
            countries.append(known.alpha3)
        elif len(named) == 1:
            regions.append(named[0])
    return each(regions), each(countries)


def money_of(row: TableRow) -> Money | None:
    """The value; raises ValueError with a `Msg` for what is no amount."""
    found = row.amount("value")
    if found is None:
        return None
    written = row.text("currency").upper()
    return Money(found[0], written if re.fullmatch(r"[A-Z]{3}", written) else found[1])


def when(row: TableRow, field: str) -> str | None:
    """A day, or a day and a time of day in Swedish time, as ISO 8601."""
    found = row.moment(field)
    if isinstance(found, datetime):
        return found.replace(tzinfo=SWEDISH_TIME).isoformat()
    return found.isoformat() if isinstance(found, date) else None


def why(error: ValueError) -> Msg:
    """What is wrong with a row, and in which column."""
    return error.args[0] if error.args and isinstance(error.args[0], Msg) else _("The row cannot be read.")


def address_of(row: TableRow) -> str:
    """The address of the notice, if it is one."""
    written = row.text("address")
    return written[:500] if written.startswith(("http://", "https://")) else ""
