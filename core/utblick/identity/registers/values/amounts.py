"""Numbers in cells: people, money with its unit, yes and no."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from utblick.identity.orgnr import plain
from utblick.identity.registers.table import Cell
from utblick.reference.currencies import currency_codes

_UNITS: Mapping[str, tuple[int, str]] = MappingProxyType(
    {
        **dict.fromkeys(("kr", "sek", "kronor"), (1, "SEK")),
        **dict.fromkeys(("tkr", "ksek", "tsek", "tusen"), (1_000, "SEK")),
        **dict.fromkeys(("mkr", "mnkr", "msek", "milj", "miljoner", "mn"), (1_000_000, "SEK")),
        **dict.fromkeys(("mdr", "mdkr", "miljarder"), (1_000_000_000, "SEK")),
        **dict.fromkeys(("eur", "€", "euro"), (1, "EUR")),
        **dict.fromkeys(("keur", "teur", "k€"), (1_000, "EUR")),
        **dict.fromkeys(("meur", "m€"), (1_000_000, "EUR")),
    }
)
_SCALES = frozenset({"tusen", "milj", "miljoner", "mn", "mdr", "miljarder"})
"""Units that say how much, and not of what."""
_ABOUT = frozenset({"ca", "cirka", "c", "a", "about", "ungefär", "runt", "per", "år", "year"})
"""Words beside an amount that change nothing."""
_YES = frozenset({"ja", "j", "yes", "y", "x", "1", "true", "sant", "ok"})
_NO = frozenset({"nej", "n", "no", "0", "false", "falskt", "ej"})
_BLANK = frozenset({"", "-", "?", "saknas", "okänt", "vet ej", "n/a"})
_COUNT = re.compile(
    r"(?:ca|cirka|c:a|about|ungefär|runt)?\.? ?(\d[\d ]{0,7}?)(?:[.,]\d+)? ?"
    r"(?:st|anst|pers|anställda|personer|employees)?\.?"
)


@dataclass(frozen=True, slots=True)
class Turnover:
    """A year's turnover in whole units of a currency."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Employees:
    """How many work there: a number when one was written, else the lowest and highest possible."""

    number: int | None
    low: int
    high: int


def is_blank_word(cell: Cell) -> bool:
    return cell is None or plain(str(cell)).casefold() in _BLANK


def read_turnover(cell: Cell, header: str) -> Turnover | None:
    """The amount with the unit of the cell, else of the column's header, else kronor; None when unclear.

    A cell with a word that is no unit and no currency is unclear: dollars must not become kronor.
    """
    factor, currency = _unit_in(_words(header)) or (1, "SEK")
    if isinstance(cell, str):
        words = [word for word in _words(cell) if word not in _ABOUT]
        if any(_unit_of(word) is None for word in words):
            return None
        factor, currency = _unit_in(words) or (factor, currency)
    number = read_number(cell)
    return None if number is None or number < 0 else Turnover(number * factor, currency)


def read_employees(cell: Cell) -> Employees | None:
    """A head count: "7", "ca 45", "2 st", "10–19 anställda"; None when unclear."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _exactly(int(cell)) if cell >= 0 else None
    text = plain(str(cell)).casefold()
    span = re.search(r"(\d{1,6}) ?(?:-|till|to) ?(\d{1,6})", text)
    if span and int(span[1]) <= int(span[2]):
        return Employees(None, int(span[1]), int(span[2]))
    found = _COUNT.fullmatch(text)
    return _exactly(int(found[1].replace(" ", ""))) if found else None


def read_yes_no(cell: Cell) -> bool | None:
    """True or false; None when the cell is empty or says something else."""
    if isinstance(cell, bool):
        return cell
    word = re.sub(r"\.0$", "", plain(str(cell)).casefold())
    return True if word in _YES else False if word in _NO else None


def read_number(cell: Cell) -> Decimal | None:
    """A number with Swedish or English separators, whatever unit stands beside it."""
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        return Decimal(str(cell))
    found = re.search(r"-?\d[\d .,']*", plain(str(cell)))
    if not found:
        return None
    digits = re.sub(r"[ ']", "", found[0]).rstrip(".,")
    try:
        return Decimal(_with_point(digits))
    except InvalidOperation:
        return None


def _with_point(digits: str) -> str:
    """The last separator is the decimal one, unless it stands before groups of three digits each."""
    if re.fullmatch(r"-?\d{1,3}([.,]\d{3})+", digits) and (
        digits.count(".") + digits.count(",") > 1 or "." in digits
    ):
        return re.sub(r"[.,]", "", digits)
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return digits
    return re.sub(r"[.,]", "", digits[:last]) + "." + digits[last + 1 :]


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+|[€$£¥]", text.casefold())


def _unit_in(words: Sequence[str]) -> tuple[int, str] | None:
    """The unit that the words name together, as `miljoner euro`; None when they name none."""
    units = [(word, unit) for word in words if (unit := _unit_of(word))]
    if not units:
        return None
    named = [currency for word, (_factor, currency) in units if word not in _SCALES]
    return max(factor for _word, (factor, _currency) in units), named[-1] if named else "SEK"


def _unit_of(word: str) -> tuple[int, str] | None:
    if word.upper() in currency_codes():
        return 1, word.upper()
    return _UNITS.get(word)


def _exactly(number: int) -> Employees:
    return Employees(number, number, number)
