"""Values of every kind: what people may type, what is stored, shown and written back."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from utblick.declare import Choice, Field, Kind
from utblick.i18n import Msg, _
from utblick.records.fields import from_json, options, parse, plain, schema, show, to_json, widget, written

# Sheets have no time zones.
AFTERNOON = datetime(2026, 11, 24, 14, 30)  # noqa: DTZ001
STOCKHOLM = ZoneInfo("Europe/Stockholm")
ID = UUID("019a0000-0000-7000-8000-000000000001")
CHOICES = (Choice(value="a", label=_("Yes")), Choice(value="b", label=_("No"), tone="ok"))


@pytest.fixture
def plugins() -> tuple[str, ...]:
    return ()


def field(kind, **more):
    return Field(name="f", label=_("Name"), kind=kind, choices=CHOICES if kind is Kind.CHOICE else (), **more)


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        (Kind.TEXT, "  Två\tord \x00 ", "Två ord"),
        (Kind.LONG_TEXT, "en\r\ntvå\x07", "en\ntvå"),
        (Kind.INTEGER, "1 250", 1250),
        (Kind.DECIMAL, "3,5", Decimal("3.5")),
        (Kind.MONEY, "1 250 000,50", Decimal("1250000.50")),
        (Kind.DATE, "24/11 2026", date(2026, 11, 24)),
        (Kind.INSTANT, "2026-11-24T14:30", datetime(2026, 11, 24, 13, 30, tzinfo=UTC)),
        (Kind.BOOLEAN, "ja", True),
        (Kind.BOOLEAN, "false", False),
        (Kind.CHOICE, "a", "a"),
        (Kind.COUNTRY, "Tyskland", "DE"),
        (Kind.COUNTRY, "germany", "DE"),
        (Kind.COUNTRY, "se", "SE"),
        (Kind.CURRENCY, "sek", "SEK"),
        (Kind.LANGUAGE, "svenska", "sv"),
        (Kind.EMAIL, "Anna@Exempel.Example", "Anna@exempel.example"),
        (Kind.PHONE, "070-174 06 05", "070-174 06 05"),
        (Kind.URL, "www.exempel.example/sida", "https://www.exempel.example/sida"),
        (Kind.ORGANISATION, str(ID), ID),
    ],
)
def test_what_people_type_is_stored_in_one_form_and_comes_back_unchanged(kind, typed, stored):
    one = field(kind)
    assert parse(one, typed, "sv", STOCKHOLM) == stored
    assert parse(one, written(one, stored, "sv", STOCKHOLM), "sv", STOCKHOLM) == stored


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (Kind.TEXT, "x" * 201),
        (Kind.INTEGER, "3,5"),
        (Kind.INTEGER, "9" * 30),
        (Kind.INTEGER, "tre"),
        (Kind.MONEY, "1e5"),
        (Kind.MONEY, "9" * 20),
        (Kind.DECIMAL, "NaN"),
        (Kind.DECIMAL, "0,1234567"),
        (Kind.DATE, "2026-02-31"),
        (Kind.DATE, "igår"),
        (Kind.INSTANT, "igår"),
        (Kind.INSTANT, "9999-99-99T00:00"),
        (Kind.BOOLEAN, "kanske"),
        (Kind.CHOICE, "c"),
        (Kind.COUNTRY, "Atlantis"),
        (Kind.COUNTRY, "EU"),
        (Kind.CURRENCY, "XYZ"),
        (Kind.CURRENCY, "DEM"),
        (Kind.EMAIL, "anna"),
        (Kind.EMAIL, "a@b@c.example"),
        (Kind.PHONE, "ring mig"),
        (Kind.URL, "javascript:alert(1)"),
        (Kind.URL, "ftp://x.example"),
        (Kind.URL, "http://user:pw@x.example"),
        (Kind.PERSON, "Anna"),
        (Kind.MUNICIPALITY, "9999"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(kind, typed):
    with pytest.raises(ValueError) as refused:
        parse(field(kind), typed, "sv")
    assert isinstance(refused.value.args[0], Msg)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.TAGS])
def test_a_blank_is_nothing(kind):
    assert parse(field(kind), "  ", "sv") is None
    assert parse(field(kind), [], "sv") is None


def test_tags_are_words_without_repetition():
    assert parse(field(Kind.TAGS), "trä, såg;trä\nexport,, ", "sv") == ["trä", "såg", "export"]
    assert parse(field(Kind.TAGS), "", "sv") == []


def test_values_are_shown_in_the_readers_language(platform):
    with platform.read() as ctx:
        swedish, english = ctx.in_language("sv"), ctx.in_language("en")
        shown = [show(field(Kind.COUNTRY), "DE", one, {}).text for one in (swedish, english)]
        money = show(field(Kind.MONEY), Decimal(1250000), swedish, {}, currency="SEK").text
        choice = show(field(Kind.CHOICE), "b", swedish, {})
        unknown = show(field(Kind.CHOICE), "gone", swedish, {}).text
        address = show(field(Kind.URL), "https://www.exempel.example/", swedish, {})
        secret = show(field(Kind.ORGANISATION), ID, swedish, {})
    assert shown == ["Tyskland", "Germany"]
    assert money.replace("\xa0", " ") == "1 250 000 kr"
    assert (choice.text, choice.tone) == ("Nej", "ok")
    assert unknown == "gone"
    assert (address.text, address.url) == ("exempel.example", "https://www.exempel.example/")
    assert (secret.text, secret.url) == ("–", None)


def test_a_code_is_read_with_its_words_and_stays_a_code_in_sheets_and_forms(platform):
    one = field(Kind.TEXT, explain=lambda ctx, code: f"{code} ({ctx.language})")
    with platform.read() as ctx:
        swedish = ctx.in_language("sv")
        assert show(one, "SE313", swedish, {}).text == "SE313 (sv)"
        assert plain(one, "SE313", swedish, {}) == written(one, "SE313", "sv") == "SE313"


def test_an_amount_always_in_one_currency_is_shown_in_it(platform):
    with platform.read() as ctx:
        shown = show(field(Kind.MONEY, currency="EUR"), Decimal(1500), ctx.in_language("sv"), {})
    assert shown.text.replace("\xa0", " ") == "1 500 €"


def test_cells_of_sheets_keep_their_types(platform):
    with platform.read() as ctx:
        cells = [
            plain(field(kind), value, ctx.in_language("sv"), {})
            for kind, value in (
                (Kind.MONEY, Decimal("1.50")),
                (Kind.DATE, date(2026, 11, 24)),
                (Kind.BOOLEAN, True),
                (Kind.TAGS, ["a", "b"]),
                (Kind.INSTANT, datetime(2026, 11, 24, 13, 30, tzinfo=UTC)),
                (Kind.TEXT, ""),
            )
        ]
    assert cells == [Decimal("1.50"), date(2026, 11, 24), "Ja", "a, b", AFTERNOON, None]


@pytest.mark.parametrize(
    ("kind", "value", "spoken"),
    [
        (Kind.MONEY, Decimal("1.50"), "1.50"),
        (Kind.DATE, date(2026, 11, 24), "2026-11-24"),
        (Kind.BOOLEAN, True, True),
        (Kind.TAGS, ["a"], ["a"]),
        (Kind.ORGANISATION, ID, str(ID)),
        (Kind.INTEGER, 3, 3),
        (Kind.INSTANT, datetime(2026, 11, 24, 13, 30, tzinfo=UTC), "2026-11-24T13:30:00Z"),
    ],
)
def test_programs_get_what_they_may_send_back(kind, value, spoken):
    assert to_json(field(kind), value) == spoken
    assert from_json(field(kind), spoken) == value


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_an_input_and_a_schema(kind):
    assert widget(field(kind))
    assert "type" in schema(field(kind))
    assert all(label for _value, label in options(field(kind), "sv"))
