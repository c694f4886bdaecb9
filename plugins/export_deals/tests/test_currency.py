"""The currency view: reproducible to the day, at rates that were published, and never a guess."""

from datetime import UTC, date, datetime
from decimal import Decimal
from html import unescape

import pytest

from utblick_export_deals import exposure, queries, service


def worths(row):
    return [(worth.sek, worth.eur, worth.rate_day) if worth else None for worth in (row.signed, row.today)]


@pytest.fixture
def look(platform, now):
    def read(at=None):
        with platform.write(now=at or now) as ctx:
            return exposure.exposures(ctx)

    return read


def test_an_agreement_keeps_its_worth_of_the_day_and_shows_todays(rates, make_agreement, look):
    make_agreement(value=Decimal(100000), currency="EUR")

    [row] = look()

    assert worths(row) == [
        (Decimal("1133100.00"), Decimal("100000.00"), date(2026, 10, 1)),
        (Decimal("1097800.00"), Decimal("100000.00"), date(2026, 10, 30)),
    ]
    assert row.effect == Decimal("54890.00")


def test_the_page_of_an_agreement_says_its_worth_of_the_day_once(rates, make_agreement, client_as):
    agreement_id = make_agreement(value=Decimal(100000), currency="EUR")
    officer = client_as("officer", language="en")

    page = unescape(officer.get(f"/export_deals/agreements/{agreement_id}").text)
    listed = officer.get("/export_deals/agreements?columns=value_sek").text

    head, _begins, _history = page.partition("What has happened")
    assert head.count("1,133,100") == 1
    assert "Value in SEK when signed" not in head
    assert "1,133,100" in unescape(listed)


def test_a_third_currency_goes_by_both_rates_of_its_day(rates, make_agreement, look):
    make_agreement(value=Decimal(11298), currency="USD")

    [row] = look()

    assert worths(row)[0] == (Decimal("113310.00"), Decimal("10000.00"), date(2026, 10, 1))
    assert row.today.sek == Decimal("111018.12")


def test_a_day_without_a_rate_takes_the_last_one_before_and_says_so(rates, make_agreement, look):
    make_agreement(signed_on=date(2026, 10, 18))

    [row] = look()

    assert worths(row)[0] == (Decimal("1133100.00"), Decimal("100000.00"), date(2026, 10, 1))


def test_before_the_first_known_rate_nothing_is_guessed(rates, make_agreement, look, platform):
    agreement_id = make_agreement(signed_on=date(2026, 9, 30))

    [row] = look()

    assert row.signed is None
    with platform.read() as ctx:
        kept = queries.agreement(ctx, agreement_id)
    assert (kept.value_sek, kept.value_eur, kept.rate_day) == (None, None, None)


def test_kronor_have_no_currency_risk(rates, make_agreement, look):
    make_agreement(value=Decimal(50000), currency="SEK")

    [row] = look()

    assert (row.today.sek, row.effect) == (Decimal("50000.00"), Decimal(0))


def test_the_kept_worth_does_not_move_when_rates_come_later(rates, make_agreement, look):
    make_agreement()

    [before], [later] = look(), look(datetime(2027, 3, 1, tzinfo=UTC))

    assert before.signed == later.signed


def test_correcting_the_day_of_signing_counts_anew(rates, platform, make_agreement, now):
    agreement_id = make_agreement(signed_on=date(2026, 10, 1))
    with platform.write(now=now) as ctx:
        agreement = queries.agreement(ctx, agreement_id)
        service.update_agreement(ctx, agreement, {"signed_on": date(2026, 10, 30)})

    with platform.read() as ctx:
        kept = queries.agreement(ctx, agreement_id)
    assert (kept.value_sek, kept.rate_day) == (Decimal("1097800.00"), date(2026, 10, 30))


def test_the_total_leaves_out_what_is_disputed_or_annulled(rates, platform, make_agreement, look):
    make_agreement(value=Decimal(1000))
    make_agreement(value=Decimal(2000), currency="SEK")
    wrong = make_agreement(value=Decimal(5000))
    with platform.write() as ctx:
        service.annul_agreement(ctx, wrong, {"reason": "Fel"})

    rows = look()
    total = exposure.total(rows)

    assert (total.count, total.today.sek, total.effect) == (2, Decimal("12978.00"), Decimal("548.90"))
    assert exposure.by_currency(rows) == [("EUR", 10978), ("SEK", 2000)]


def test_the_page_says_which_days_rate_it_used(client, rates, make_agreement):
    make_agreement()

    shown = client.get("/export_deals/currency")

    assert shown.status_code == 200
    assert "1 133 100" in shown.text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Europeiska centralbanken" in shown.text


def test_the_page_without_agreements_says_what_to_do(client):
    assert "Inget avtal med känt värde ännu" in client.get("/export_deals/currency").text
