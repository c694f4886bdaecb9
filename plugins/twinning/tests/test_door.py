"""The door: counting by button, by name, by the own link and by the code; undoing; and late corrections."""

from datetime import UTC, datetime, timedelta

import pytest

from utblick_twinning import jobs
from utblick_twinning.models import Delegate
from utblick_twinning.queries import exchanges as queries
from utblick_twinning.service import door as service
from utblick_twinning.service import exchanges, invitations


@pytest.fixture
def now():
    """The pages run by the real clock."""
    return datetime.now(UTC)


@pytest.fixture
def exchange(make_exchange):
    return make_exchange()


@pytest.fixture
def page(exchange):
    return f"/twinning/exchanges/{exchange}/door"


@pytest.fixture
def counts(platform, exchange):
    def read():
        with platform.read() as ctx:
            found = queries.counted(ctx, [exchange]).get(exchange, queries.Counted())
        return found.local, found.international

    return read


@pytest.fixture
def code(platform, exchange, now):
    """The address that the code at the door leads to."""
    with platform.write(now=now) as ctx:
        return f"/twinning/door/{service.door_key(ctx, service.make_door(ctx, exchange))}"


@pytest.fixture
def link(platform, exchange, invite, now):
    """The own link of somebody who is invited."""
    delegate = invite(exchange, "Anna Exempel")
    with platform.read() as ctx:
        return f"/twinning/invitation/{invitations.own_key(ctx, queries.delegate(ctx, delegate))}"


def test_people_are_counted_by_button_and_by_name_and_the_last_is_undone(
    client, page, exchange, invite, counts
):
    delegate = invite(exchange, "Aino Esimerkki", country="FI")
    client.submit(f"{page}/count", {"who": "local"})
    client.submit(f"{page}/count", {"who": "international"})
    for _twice in range(2):
        client.submit(f"{page}/arrive/{delegate}", {})
    assert counts() == (1, 2)

    client.submit(f"{page}/undo", {})

    assert counts() == (1, 1)
    assert "Aino Esimerkki är här" in client.get(page).text


def test_the_list_is_searched_by_name(client, page, exchange, invite):
    invite(exchange, "Aino Esimerkki")
    invite(exchange, "Berit Eksempel")

    found = client.get(f"{page}?q=aino").text

    assert ("Aino Esimerkki är här" in found, "Berit Eksempel" in found) == (True, False)
    assert "Ingen på listan heter så" in client.get(f"{page}?q=finns+inte").text


def test_on_a_journey_to_them_we_are_those_from_abroad(platform, make_exchange, invite, now):
    away = make_exchange(direction="there")
    delegate = invite(away, "Anna Exempel", country="SE")

    with platform.write(now=now) as ctx:
        service.check_in(ctx, delegate)
        service.count_one(ctx, away, international=False)

    with platform.read() as ctx:
        found = queries.counted(ctx, [away])[away]
        assert (found.local, found.international, found.countries) == (1, 1, {"SE", "FI"})


def test_a_closed_list_is_corrected_only_with_a_reason(
    client, platform, page, exchange, now, counts, published
):
    client.submit(f"{page}/count", {"who": "local"})
    with platform.write(now=now) as ctx:
        exchanges.hold_exchange(ctx, exchange, {})

    refused = client.submit(f"{page}/count", {"who": "local"})
    corrected = client.submit(f"{page}/count", {"who": "local", "reason": "Kom sent"})

    assert (refused.status_code, corrected.status_code) == (422, 303)
    assert counts() == (2, 0)
    held = [data["participants"] for name, data in published() if name == "twinning.exchange.held"]
    assert held == [1, 2]


def test_an_exchange_that_nobody_came_to_cannot_be_closed(client, exchange, platform):
    said = client.submit(f"/twinning/exchanges/{exchange}/do/hold", {"asked": "1"})

    assert said.status_code == 303
    with platform.read() as ctx:
        assert queries.exchange(ctx, exchange).state == "planned"


def test_a_visitor_registers_by_the_code_in_either_language(client_as, code, counts):
    visitor = client_as(None)

    assert "Vilket land kommer du från?" in visitor.get(f"{code}?language=sv").text
    assert "Which country do you come from?" in visitor.get(f"{code}?language=en").text
    answered = visitor.submit(code, {"country": "FI"})

    assert answered.status_code == 303
    assert counts() == (0, 1)
    assert visitor.get(code).headers["x-robots-tag"] == "noindex, nofollow"


def test_a_name_is_kept_only_with_consent_and_nothing_typed_is_lost(
    client_as, platform, code, exchange, counts
):
    visitor = client_as(None)
    typed = {"country": "FI", "name": "Aino Esimerkki", "firm": "Esimerkki Oy"}

    refused = visitor.submit(code, typed)
    assert (refused.status_code, counts()) == (422, (0, 0))
    assert "Aino Esimerkki" in refused.text
    visitor.submit(code, {**typed, "consent": "1"})

    with platform.read() as ctx:
        [kept] = queries.delegates(ctx, exchange)
        assert (kept.title, kept.basis, kept.consented_at is not None) == ("Aino Esimerkki", "consent", True)


@pytest.mark.parametrize(
    ("sent", "field"),
    [({}, "country"), ({"country": "<b>"}, "country"), ({"country": "FI", "name": "x" * 201}, "name")],
)
def test_what_no_form_would_send_is_refused_at_its_field(client_as, code, counts, sent, field):
    refused = client_as(None).submit(code, sent)

    assert (refused.status_code, counts()) == (422, (0, 0))
    assert f'href="#f-{field}"' in refused.text


def test_a_code_that_was_replaced_or_closed_says_so(client_as, client, platform, page, code, exchange, now):
    client.submit(f"{page}/code", {})
    assert client_as(None).get(code).status_code == 404
    with platform.read() as ctx:
        newer = f"/twinning/door/{service.door_key(ctx, queries.exchange(ctx, exchange))}"
    assert client_as(None).get(newer).status_code == 200

    client.submit(f"{page}/count", {"who": "local"})
    with platform.write(now=now) as ctx:
        exchanges.hold_exchange(ctx, exchange, {})

    assert client_as(None).submit(newer, {"country": "FI"}).status_code == 404


def test_a_door_is_not_open_before_the_exchange(client_as, platform, make_exchange, now):
    later = make_exchange(starts_on=(now + timedelta(days=10)).date(), ends_on=None)
    with platform.write(now=now) as ctx:
        key = service.door_key(ctx, service.make_door(ctx, later))

    assert client_as(None).get(f"/twinning/door/{key}").status_code == 409


def test_an_invited_person_answers_and_checks_in_by_the_own_link(client_as, platform, link, exchange, counts):
    visitor = client_as(None)

    visitor.submit(link, {"answer": "yes"})
    with platform.read() as ctx:
        assert [one.state for one in queries.delegates(ctx, exchange)] == ["confirmed"]
    visitor.submit(link, {"answer": "here"})
    visitor.submit(link, {"answer": "no"})

    assert counts() == (1, 0)
    assert "Du är incheckad" in visitor.get(link).text
    assert visitor.submit(link, {"answer": "kanske"}).status_code == 422


def test_a_link_ends_with_the_exchange_and_an_unknown_one_is_not_found(
    client_as, platform, make_exchange, invite, now
):
    past = make_exchange(starts_on=(now - timedelta(days=9)).date(), ends_on=None)
    delegate = invite(past)
    with platform.read() as ctx:
        link = f"/twinning/invitation/{invitations.own_key(ctx, queries.delegate(ctx, delegate))}"

    assert client_as(None).get(link).status_code == 410
    assert client_as(None).get("/twinning/invitation/" + "x" * 43).status_code == 404


def test_invitations_are_written_once_with_the_own_link(client, platform, exchange, invite):
    invite(exchange, "Anna Exempel", email="anna@exempel.example")
    invite(exchange, "Utan Adress")

    for _twice in range(2):
        client.submit(f"/twinning/exchanges/{exchange}/invite", {})

    with platform.read() as ctx:
        from sqlalchemy import text

        bodies = ctx.session.connection().execute(text("select body_text from core_mail")).scalars().all()
        assert len(bodies) == 1
        assert "/twinning/invitation/" in bodies[0]


def test_a_reader_cannot_open_the_door(client_as, page):
    assert client_as("reader").get(page).status_code == 403


def test_the_poster_and_the_badges_have_their_codes(client, page, exchange, code, invite):
    invite(exchange, "Anna Exempel")

    assert code in client.get(f"{page}/code").text
    assert 'aria-label="QR-kod för Anna Exempel"' in client.get(f"/twinning/exchanges/{exchange}/links").text


def test_names_are_emptied_a_year_after_the_report_and_the_numbers_stay(
    client, platform, page, exchange, invite, firm, now, counts
):
    delegate = invite(exchange, "Anna Exempel", email="anna@exempel.example", organisation_id=firm)
    client.submit(f"{page}/arrive/{delegate}", {})
    with platform.write(now=now) as ctx:
        exchanges.hold_exchange(ctx, exchange, {})
        exchanges.report_exchange(ctx, exchange, {"report": "Bra"})

    for days, name in ((365, "Anna Exempel"), (367, "Deltagare")):
        with platform.write(now=now + timedelta(days=days)) as ctx:
            jobs.forget(ctx)
        with platform.read() as ctx:
            assert ctx.session.get(Delegate, delegate).title == name

    with platform.read() as ctx:
        kept = ctx.session.get(Delegate, delegate)
        assert (kept.email, kept.key_hash, kept.organisation_id) == ("", None, firm)
    assert counts() == (1, 0)


def test_interpreters_and_a_briefing_are_asked_for_as_events_and_tasks(client, make_exchange, published):
    exchange = make_exchange(interpreters=["fi"])
    without = make_exchange()

    for what in ("interpreters", "briefing"):
        client.submit(f"/twinning/exchanges/{exchange}/{what}", {})
    refused = client.submit(f"/twinning/exchanges/{without}/interpreters", {})

    told = {name: data for name, data in published() if "requested" in name}
    assert told["twinning.interpreter.requested"]["languages"] == ["fi"]
    assert told["twinning.briefing.requested"]["country"] == "FI"
    assert "Boka tolk" in client.get("/tasks?whose=all").text
    assert refused.status_code == 409


def test_the_code_and_the_own_link_get_new_keys_when_a_key_of_the_installation_is_forgotten(
    platform, client_as, exchange, invite, code, cli
):
    delegate, visitor = invite(exchange), client_as(None)

    def shown():
        with platform.read() as ctx:
            link = invitations.own_key(ctx, queries.delegate(ctx, delegate))
            door = service.door_key(ctx, queries.exchange(ctx, exchange))
        return f"/twinning/invitation/{link}", f"/twinning/door/{door}"

    before = shown()
    old = cli("key", "list").stdout.split("\t")[0]
    cli("key", "rotate")
    assert shown() == before

    cli("key", "forget", old, "--yes")

    assert [visitor.get(address).status_code for address in before] == [404, 404]
    assert [visitor.get(address).status_code for address in shown()] == [200, 200]
