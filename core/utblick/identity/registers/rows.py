"""From a row of a register to an organisation in normal form, with every problem named."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from utblick.i18n import Msg, _
from utblick.identity.orgnr import mask, plain
from utblick.identity.registers.candidate import Candidate, Contact, Problem
from utblick.identity.registers.columns import Column, positions
from utblick.identity.registers.official import read_numbers
from utblick.identity.registers.table import Cell, Record, is_blank
from utblick.identity.registers.values import amounts, codes, contacts, dates, names
from utblick.reference.municipalities import Municipality
from utblick.reference.municipalities import municipality as known_municipality
from utblick.reference.sizes import size_class

_LENGTHS: Mapping[str, int] = {"products": 1000, "note": 4000, "town": 100, "contact_role": 100}


class RowReader:
    """Reads the rows of one file, by the mapping of its columns."""

    def __init__(self, columns: Sequence[Column], *, shifted_is_fatal: bool = False) -> None:
        self._at = positions(columns)
        self._headers = {column.field: column.header for column in columns if column.field}
        self._shifted_is_fatal = shifted_is_fatal

    def read(self, record: Record) -> Candidate:
        """The row in normal form; it never raises, whatever stands in the cells."""
        row = Row(record, self._at, self._headers)
        if record.surplus:
            row.problem("name", "too_many_cells", _(
                "The row has more values than there are columns. A separator may stand inside a text."
            ), is_fatal=self._shifted_is_fatal)  # fmt: skip
        for read in _READERS:
            read(row)
        return row.candidate()


class Row:
    """One row while it is being read: its cells by field, and what has been made of them."""

    def __init__(self, record: Record, at: Mapping[str, int], headers: Mapping[str, str]) -> None:
        self.record = record
        self._at, self._headers = at, headers
        self.values: dict[str, Any] = {}
        self.contact: Contact | None = None
        self.vat = ""
        self.unverified = ""
        self.remarks: list[Msg] = []
        self.problems: list[Problem] = []

    def cell(self, field: str) -> Cell:
        position = self._at.get(field)
        cell = None if position is None else self.record.cells[position]
        return None if is_blank(cell) else cell

    def has(self, field: str) -> bool:
        """Whether any column of the file holds this field."""
        return field in self._at

    def header(self, field: str) -> str:
        return self._headers.get(field, "")

    def text(self, field: str) -> str:
        """The cell as tidy text, with no personal identity number and no more than the field can hold."""
        cell = self.cell(field)
        if cell is None:
            return ""
        given = _whole(cell)
        safe = mask(given)
        if safe != given:
            self.problem(field, "personal_number_in_text", _(
                "The text held a personal identity number. It was made unreadable and has not been kept."
            ))  # fmt: skip
        most = _LENGTHS.get(field, 200)
        if len(safe) > most:
            self.problem(field, "text_too_long", _("The text was shortened to {n} characters.", n=most))
        return safe[:most].strip()

    def keep(self, field: str, value: object) -> None:
        """Keep a value, unless it is empty."""
        if value not in (None, "", ()):
            self.values[field] = value

    def problem(self, field: str, code: str, message: Msg, *, is_fatal: bool = False) -> None:
        self.problems.append(Problem(self.record.row, self.header(field) or field, code, message, is_fatal))

    def remark(self, field: str) -> None:
        """Let the words of a cell that fits no field stand in the note."""
        self.remarks.append(_("{column}: {text}", column=self.header(field), text=self.text(field)))

    def candidate(self) -> Candidate:
        return Candidate(
            self.record.row, self.record.line, self.values, self.contact, self.vat, self.unverified,
            tuple(self.remarks), tuple(self.problems),
        )  # fmt: skip


def _name(row: Row) -> None:
    given = row.text("name")
    name = names.spaced(given)
    if not name:
        row.problem(
            "name", "name_missing", _("The name is missing, so the row cannot be imported."), is_fatal=True
        )
        return
    if name != str(row.cell("name")):
        row.problem("name", "name_variant", _("Surplus blanks in the name were removed."))
    elif names.is_shouted(name):
        row.problem("name", "name_variant", _("The name is written in capitals only."))
    row.keep("name", name)
    form = row.text("legal_form")
    row.keep("legal_form", codes.read_legal_form(form) if form else codes.legal_form_in(name))


def _place(row: Row) -> None:
    country = row.text("country")
    code = codes.country_code(country) if country else "SE"
    if code is None:
        row.problem("country", "country_unknown", _("“{text}” is not a country that is known.", text=country))
        row.remark("country")
    row.keep("country", code)
    row.keep("street", names.spaced(row.text("street")))
    _postcode(row, code or "")
    town = names.spaced(row.text("town"))
    row.keep("town", town.title() if town.isupper() and len(town) > 2 else town)
    municipality = row.text("municipality")
    if municipality:
        known = _municipality(municipality)
        if known:
            row.keep("municipality", known.code)
            row.keep("nuts", known.nuts)
        else:
            row.problem("municipality", "municipality_unknown", _(
                "“{text}” is not a municipality that is known.", text=municipality
            ))  # fmt: skip
            row.remark("municipality")


@lru_cache(1024)
def _municipality(text: str) -> Municipality | None:
    return known_municipality(text)


def _postcode(row: Row, country: str) -> None:
    given = plain(row.text("postcode"))
    digits = "".join(letter for letter in given if letter.isdigit())
    if country == "SE" and len(digits) == 5:
        row.keep("postcode", f"{digits[:3]} {digits[3:]}")
        return
    if given and country == "SE":
        row.problem("postcode", "postcode_length", _("A Swedish postcode has five digits."))
    row.keep("postcode", given[:20])


def _trade(row: Row) -> None:
    for field in ("trade", "products", "note"):
        row.keep(field, row.text(field))
    sni = row.cell("sni")
    if sni is not None:
        found = codes.read_sni(sni)
        if found is None:
            row.problem("sni", "sni_unclear", _("This is not an industry code such as 16.101."))
            row.remark("sni")
        else:
            row.keep("sni", found[0])
            row.keep("sni_version", "2025" if "2025" in row.header("sni") else "2007")
            if len(found) > 1:
                row.remark("sni")
    cpv = row.cell("cpv")
    if cpv is not None:
        row.keep("cpv", codes.read_cpv(cpv))
        if "cpv" not in row.values:
            row.problem("cpv", "cpv_unclear", _("CPV codes have eight digits."))
            row.remark("cpv")
    row.keep(
        "tags",
        tuple(tag.strip()[:40] for tag in row.text("tags").replace(";", ",").split(",") if tag.strip()),
    )


def _size(row: Row) -> None:
    cell = row.cell("employees")
    if not amounts.is_blank_word(cell):
        staff = amounts.read_employees(cell)
        if staff is None:
            row.problem("employees", "employees_unclear", _("This is not a number of employees."))
            row.remark("employees")
        elif staff.number is not None:
            row.keep("employees", staff.number)
            row.keep("size_class", size_class(staff.number, None))
        else:
            row.remark("employees")
            if size_class(staff.low, None) == size_class(staff.high, None):
                row.keep("size_class", size_class(staff.low, None))
    cell = row.cell("turnover")
    if not amounts.is_blank_word(cell):
        turnover = amounts.read_turnover(cell, row.header("turnover"))
        if turnover is None:
            row.problem(
                "turnover", "turnover_unclear", _("This is not an amount in a currency that is known.")
            )
            row.remark("turnover")
        else:
            row.keep("turnover", turnover.amount)
            row.keep("turnover_currency", turnover.currency)


def _markets(row: Row) -> None:
    for field in ("exports", "mailings"):
        cell = row.cell(field)
        answer = amounts.read_yes_no(cell)
        row.keep(field, answer)
        if answer is None and not amounts.is_blank_word(cell):
            row.problem(field, f"{field}_unclear", _("This is neither yes nor no."))
    _listed(row, "export_countries", codes.read_countries)
    _listed(row, "languages", codes.read_languages)


def _listed(row: Row, field: str, read: Callable[[str], tuple[tuple[str, ...], tuple[str, ...]]]) -> None:
    given = row.text(field)
    if not given:
        return
    found, unknown = read(given)
    row.keep(field, found)
    if unknown:
        row.problem(field, f"{field}_unknown", _("Not recognised: {words}.", words=", ".join(unknown)[:100]))
        row.remark(field)


def _last_contact(row: Row) -> None:
    reading = dates.read_date(row.cell("last_contact"))
    row.keep("last_contact", reading.value)
    text = row.text("last_contact")[:60]
    if reading.status == "imprecise":
        row.problem(
            "last_contact", "date_imprecise", _("No day is given. “{text}” was put in the note.", text=text)
        )
    elif reading.status == "impossible":
        row.problem("last_contact", "date_invalid", _("{text} is not in the calendar.", text=text))
    elif reading.status == "text":
        row.problem("last_contact", "date_text", _("“{text}” is not a date.", text=text))
    if reading.status not in ("ok", "missing") and text != "?":
        row.remark("last_contact")


def _contact(row: Row) -> None:
    name = names.spaced(row.text("contact_name"))
    name = name or names.spaced(f"{row.text('contact_first')} {row.text('contact_last')}")
    email, phone, mobile = _email(row), _phone(row, "phone"), _phone(row, "mobile")
    own = bool(name and email and not contacts.is_office_address(email))
    row.keep("email", "" if own else email)
    row.keep("phone", phone if phone or name else mobile)
    website = contacts.read_website(row.text("website"))
    if website is None:
        row.problem("website", "website_invalid", _("This is not a web address."))
        row.remark("website")
    row.keep("website", website)
    if name:
        row.contact = Contact(name, row.text("contact_role"), email if own else "", mobile)


def _email(row: Row) -> str:
    given = row.text("email")
    reading = contacts.read_email(given)
    if reading.status == "invalid":
        row.problem("email", "email_invalid", _("“{text}” is not an e-mail address.", text=given[:80]))
        row.remark("email")
    elif reading.status == "multiple":
        row.problem("email", "email_multiple", _("Several addresses stand here. The first one is used."))
        row.remark("email")
    return reading.value


def _phone(row: Row, field: str) -> str:
    reading = contacts.read_phone(_whole(row.cell(field) or ""), country=row.values.get("country", "SE"))
    if reading.status == "lost_zero":
        row.problem(field, "phone_lost_zero", _("The leading zero was lost. It was read as {number}.",
                                                number=reading.value))  # fmt: skip
    elif reading.status == "invalid":
        row.problem(field, "phone_invalid", _("This is not a telephone number."))
        row.remark(field)
    elif reading.status == "multiple":
        row.remark(field)
    return reading.value


def _whole(cell: Cell) -> str:
    """The cell as text; a whole number without the ".0" that a spreadsheet gives it."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else plain(str(cell))


_READERS: tuple[Callable[[Row], None], ...] = (
    _name, _place, read_numbers, _contact, _trade, _size, _markets, _last_contact,
)  # fmt: skip
