"""The company's own page: no sign-in, two languages, one answer, and clear words when the link is spent."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from utblick_export_deals import queries, service


@pytest.fixture
def now():
    """The pages run by the real clock, so the links must be young."""
    return datetime.now(UTC)


@pytest.fixture
def visitor(client_as):
    return client_as(None)


@pytest.fixture
def agreement_id(make_agreement):
    return make_agreement(value_band="1m_5m", value=None)


@pytest.fixture
def url(agreement_id, ask):
    return f"/export_deals/confirm/{ask(agreement_id)}"


@pytest.fixture
def filled(platform, agreement_id, url, yes):
    with platform.read() as ctx:
        return {**yes, "seen": str(queries.agreement(ctx, agreement_id).version)}


def test_the_page_shows_what_the_municipality_has_noted(visitor, url):
    shown = visitor.get(url)

    assert shown.status_code == 200
    for told in ("Exempel Såg AB", "Limträ till Hamburg", "Tyskland", "Muster Holz GmbH", "1 oktober 2026"):
        assert told in shown.text


def test_the_page_speaks_both_languages(visitor, url):
    swedish, english = visitor.get(f"{url}?language=sv").text, visitor.get(f"{url}?language=en").text

    assert '<html lang="sv">' in swedish
    assert "Stämmer det här?" in swedish
    assert '<html lang="en">' in english
    assert "Is this right?" in english


def test_the_page_is_kept_out_of_search_engines_and_caches(visitor, url):
    shown = visitor.get(url)

    assert shown.headers["x-robots-tag"] == "noindex, nofollow"
    assert shown.headers["cache-control"] == "no-store"


def test_the_address_holds_nothing_but_the_token(url):
    assert url.count("/") == 3
    assert "@" not in url


def test_a_yes_confirms_and_thanks(visitor, url, filled, platform, agreement_id):
    answered = visitor.submit(url, filled)

    assert answered.status_code == 303
    thanks = visitor.get(answered.headers["location"])
    assert "Tack för ditt svar" in thanks.text
    with platform.read() as ctx:
        assert queries.agreement(ctx, agreement_id).state == "confirmed"


def test_a_no_disputes_and_thanks(visitor, url, platform, agreement_id):
    said = {"verdict": "disagree", "answered_by": "Anna Exempel", "dispute_reason": "Aldrig påskrivet"}
    answered = visitor.submit(url, said)

    assert "räknas inte" in visitor.get(answered.headers["location"]).text
    with platform.read() as ctx:
        assert queries.agreement(ctx, agreement_id).state == "disputed"


def test_a_used_link_says_so(visitor, url, filled):
    visitor.submit(url, filled)

    for answer in (visitor.get(url), visitor.submit(url, filled)):
        assert answer.status_code == 410
        assert "Länken är redan använd" in answer.text


def test_a_replaced_link_points_at_the_newer_mail(visitor, url, ask, agreement_id):
    ask(agreement_id)

    shown = visitor.get(url)

    assert shown.status_code == 410
    assert "nyare länk" in shown.text


def test_an_expired_link_says_what_to_do(visitor, make_agreement, ask, now):
    token = ask(make_agreement(), at=now - timedelta(days=31))

    shown = visitor.get(f"/export_deals/confirm/{token}")

    assert shown.status_code == 410
    assert "Be kommunen om en ny länk" in shown.text


def test_an_unknown_link_is_not_found(visitor):
    shown = visitor.get("/export_deals/confirm/" + "x" * 43)

    assert shown.status_code == 404
    assert "Länken är inte känd" in shown.text


def test_what_is_missing_is_said_at_the_field_and_nothing_is_lost(
    visitor, url, filled, platform, agreement_id, published
):
    before = published()

    refused = visitor.submit(url, {**filled, "answered_by": "", "correction": "98 000 euro"})

    assert refused.status_code == 422
    assert 'href="#f-answered_by"' in refused.text
    assert "98 000 euro" in refused.text
    assert published() == before
    assert visitor.submit(url, filled).status_code == 303


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("verdict", "maybe"),
        ("without_help", "1 = 1"),
        ("rating_contacts", "6"),
        ("answered_by", "x" * 201),
        ("correction", "x" * 1001),
    ],
)
def test_what_no_form_would_send_is_refused_at_its_field(visitor, url, filled, field, value):
    refused = visitor.submit(url, {**filled, field: value})

    assert refused.status_code == 422
    assert f'href="#f-{field}"' in refused.text


def test_markup_in_an_answer_stays_text(visitor, url, filled):
    refused = visitor.submit(url, {**filled, "story": "", "correction": "<script>alert(1)</script>"})

    assert "<script>alert(1)" not in refused.text


def test_an_answer_from_another_site_is_refused(visitor, url, filled, platform, agreement_id):
    refused = visitor.post(url, data=filled, headers={"sec-fetch-site": "cross-site"})

    assert refused.status_code == 403
    with platform.read() as ctx:
        assert queries.agreement(ctx, agreement_id).state == "asked"


def test_details_that_changed_are_shown_again_before_they_can_be_confirmed(
    visitor, url, filled, platform, agreement_id
):
    with platform.write() as ctx:
        service.update_agreement(ctx, queries.agreement(ctx, agreement_id), {"title": "Limträ till Bremen"})

    refused = visitor.submit(url, filled)

    assert refused.status_code == 422
    assert "Limträ till Bremen" in refused.text
    [seen] = re.findall(r'name="seen" value="(\d+)"', refused.text)
    assert visitor.submit(url, {**filled, "seen": seen}).status_code == 303
