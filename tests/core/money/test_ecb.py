from datetime import date
from decimal import Decimal

import pytest

from utblick.errors import TooLarge
from utblick.money.ecb import MOST_BYTES, UnreadableRates, bundled_rates, read_rates

DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
<Cube><Cube time='{day}'><Cube currency='SEK' rate='{rate}'/><Cube currency='{code}' rate='1.1172'/></Cube></Cube>
</gesmes:Envelope>"""


def document(day="2026-10-30", rate="10.978", code="USD"):
    return DOCUMENT.format(day=day, rate=rate, code=code).encode()


def test_a_day_of_rates_is_read():
    day = date(2026, 10, 30)

    assert read_rates(document()) == [(day, "SEK", Decimal("10.978")), (day, "USD", Decimal("1.1172"))]


def test_the_bundled_sample_holds_many_days():
    days = {day for day, _code, _rate in bundled_rates()}

    assert (max(days), len(days) > 55) == (date(2026, 10, 30), True)


def test_a_byte_order_mark_does_not_disturb():
    assert len(read_rates(b"\xef\xbb\xbf" + document())) == 2


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\xff\xfe", b"<a/>", b"Date,USD\n2026-10-30,1.1", document()[:200], "æ".encode("utf-16")],
)
def test_what_is_not_the_ecbs_file_is_refused(content):
    with pytest.raises(UnreadableRates, match="not the ECB's XML"):
        read_rates(content)


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b'<?xml version="1.0"?><!doctype a SYSTEM "file:///etc/passwd"><a/>',
    ],
)
def test_entities_are_never_expanded(content):
    with pytest.raises(UnreadableRates, match="DOCTYPE"):
        read_rates(content)


def test_a_doctype_hidden_in_another_encoding_is_refused():
    with pytest.raises(UnreadableRates):
        read_rates('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16"))


@pytest.mark.parametrize("rate", ["0", "-1", "NaN", "Infinity", "", "1,5", "abc"])
def test_one_impossible_rate_refuses_the_whole_file(rate):
    with pytest.raises(UnreadableRates, match="is not a rate"):
        read_rates(document(rate=rate))


def test_an_impossible_day_or_code_refuses_the_whole_file():
    with pytest.raises(UnreadableRates, match="31/02"):
        read_rates(document(day="31/02"))
    with pytest.raises(UnreadableRates, match="“usd”"):
        read_rates(document(code="usd"))


def test_a_file_over_the_limit_is_refused_unread():
    with pytest.raises(TooLarge):
        read_rates(b" " * (MOST_BYTES + 1))
