"""The ECB's XML of euro reference rates: of one day, of ninety days, or of all days since 1999."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files

from utblick.errors import TooLarge, UtblickError
from utblick.i18n import Msg, _

MOST_BYTES = 20_000_000
_CUBE = "{http://www.ecb.int/vocabulary/2002-08-01/eurofxref}Cube"
_CODE = re.compile(r"[A-Z]{3}")

Published = tuple[date, str, Decimal]


class UnreadableRates(UtblickError):
    """A file that is not the ECB's, or is damaged; nothing of it was kept."""

    title = _("The rates could not be read")


def read_rates(content: bytes) -> list[Published]:
    """Day, currency and units for one euro of every rate in the document; all of it is sound, or none."""
    if len(content) > MOST_BYTES:
        raise TooLarge(
            _(
                "The file is larger than {n} MB, which no file of the ECB's rates is.",
                n=MOST_BYTES // 1_000_000,
            )
        )
    try:
        text = content.decode("utf-8-sig")
        if re.search(r"<!\s*(DOCTYPE|ENTITY)", text, re.IGNORECASE):
            raise UnreadableRates(_("The file holds a DOCTYPE, which the ECB's files never do."))
        root = ET.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))  # noqa: S314 - no DOCTYPE, no entities
    except (UnicodeDecodeError, ET.ParseError):
        raise UnreadableRates(_wrong_file()) from None
    rates = list(_rates(root))
    if not rates:
        raise UnreadableRates(_wrong_file())
    return rates


@cache
def bundled_rates() -> tuple[Published, ...]:
    """The sample of recent days that comes with the program, for demonstrations and first steps."""
    return tuple(read_rates(files("utblick.money").joinpath("data/ecb-sample.xml").read_bytes()))


def _rates(root: ET.Element) -> Iterator[Published]:
    for published in root.iter(_CUBE):
        if "time" not in published.attrib:
            continue
        day = _day(published.attrib["time"])
        for cube in published.iterfind(_CUBE):
            yield day, *_rate(cube.attrib, day)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UnreadableRates(_("“{text}” is not a day.", text=text[:40])) from None


def _rate(attributes: dict[str, str], day: date) -> tuple[str, Decimal]:
    code, text = attributes.get("currency", ""), attributes.get("rate", "")
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal(0)
    if not _CODE.fullmatch(code) or not value.is_finite() or value <= 0:
        raise UnreadableRates(
            _(
                "{day}: “{rate}” is not a rate of the currency “{code}”.",
                day=day,
                rate=text[:40],
                code=code[:10],
            )
        )
    return code, value


def _wrong_file() -> Msg:
    return _("This is not the ECB's XML of reference rates. Take eurofxref-daily.xml or eurofxref-hist.xml.")
