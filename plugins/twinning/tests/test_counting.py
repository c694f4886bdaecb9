"""The goal: a town counts by its proofs alone, and stops when they are taken back, grow old, or the tie rests."""

from datetime import date, timedelta

from utblick.api import months_after
from utblick_twinning import jobs
from utblick_twinning.models import Arrival
from utblick_twinning.queries import towns as queries
from utblick_twinning.service import counting, door, exchanges, meetings, towns


def counted(published):
    return [name.rpartition(".")[2] for name, _data in published() if ".town." in name]


def conditions(platform, town, now):
    with platform.write(now=now) as ctx:
        return [one.met for one in counting.verdict(ctx, queries.town(ctx, town)).conditions]


def test_nothing_counts_before_every_condition_is_proven(
    platform, town, make_exchange, invite, firm, now, published
):
    assert conditions(platform, town, now) == [True, False, False, False]
    exchange = make_exchange()
    delegate = invite(exchange, organisation_id=firm)
    with platform.write(now=now) as ctx:
        door.check_in(ctx, delegate)
        exchanges.hold_exchange(ctx, exchange, {})

    assert conditions(platform, town, now) == [True, True, True, False]
    assert counted(published) == []


def test_a_town_counts_with_its_proofs_and_says_so_with_them(client, platform, proven, town, now, published):
    proven()

    told = next(data for name, data in published() if name == "twinning.town.counted")
    assert (told["exchanges"], told["firms"], told["meetings"]) == (1, 1, 1)
    assert (told["proven_on"], told["lasts_until"]) == ("2026-11-27", "2027-11-27")
    shown = client.get(f"/panels/twinning.verdict/{town}").text
    for proof in ("Trädagar", "Exempel Såg AB", "Limträ"):
        assert proof in shown


def test_a_school_exchange_is_no_proof(platform, proven, town, now, published):
    exchange = proven()

    with platform.write(now=now) as ctx:
        row = exchanges.queries.exchange(ctx, exchange)
        exchanges.update_exchange(ctx, row, {"theme": "school"})

    assert counted(published) == ["counted", "uncounted"]


def test_proofs_grow_old_by_themselves(platform, proven, now, published):
    proven()

    for days in (365, 366):
        with platform.write(now=now + timedelta(days=days)) as ctx:
            jobs.reckon(ctx)

    assert counted(published) == ["counted", "uncounted"]


def test_a_meeting_that_is_taken_back_uncounts(platform, proven, town, now, published):
    proven()

    with platform.write(now=now) as ctx:
        meeting = exchanges.queries.held_meetings(ctx, town, date(2026, 1, 1))[0]
        meetings.withdraw_meeting(ctx, meeting.id, {"reason": "Fel dag"})

    assert counted(published) == ["counted", "uncounted"]


def test_a_firm_that_is_corrected_away_uncounts_and_the_count_is_kept(platform, proven, now, published):
    exchange = proven()

    with platform.write(now=now) as ctx:
        came = next(
            one for one in exchanges.queries.arrivals(ctx, exchange) if one.organisation_id is not None
        ).id
        door.undo(ctx, came, reason="Kom aldrig")

    assert counted(published) == ["counted", "uncounted"]
    held = [data["participants"] for name, data in published() if name == "twinning.exchange.held"]
    assert held == [2, 1]
    with platform.read() as ctx:
        kept = ctx.session.get(Arrival, came)
        assert kept is not None
        assert (kept.undone_at is not None, kept.reason) == (True, "Kom aldrig")


def test_a_tie_that_rests_does_not_count_until_it_is_taken_up(platform, proven, town, now, published):
    proven()

    with platform.write(now=now) as ctx:
        towns.rest(ctx, town, {"reason": "Ny ledning"})
    with platform.write(now=now) as ctx:
        towns.wake(ctx, town, {})

    assert counted(published) == ["counted", "uncounted", "counted"]


def test_a_newer_proof_moves_the_count_and_an_unchanged_one_tells_nothing(platform, proven, now, published):
    proven()
    with platform.write(now=now) as ctx:
        jobs.reckon(ctx)
    proven(at=now + timedelta(days=30))

    days = [data["proven_on"] for name, data in published() if name == "twinning.town.counted"]
    assert days == ["2026-11-27", "2026-12-27"]


def test_the_list_can_be_opened_again_and_then_does_not_count(platform, proven, now, published):
    exchange = proven()

    with platform.write(now=now) as ctx:
        exchanges.reopen_list(ctx, exchange, {"reason": "Fler kom på kvällen"})

    assert counted(published) == ["counted", "uncounted"]


def test_days_that_a_form_leaves_empty_are_filled_in(client, platform, town, firm):
    form = {"title": "Trädagar", "town_id": str(town), "theme": "business", "direction": "here"}
    form |= {"starts_on": "2026-03-04", "ends_on": "", "lead": "municipality", "funding": "own"}
    planned = client.submit("/twinning/exchanges/new", form)
    exchange = planned.headers["location"].rpartition("/")[2]
    meeting = {"title": "Limträ", "exchange_id": exchange, "held_on": "", "organisation_id": str(firm)}
    met = client.submit(
        "/twinning/meetings/new", {**meeting, "partner_name": "Esimerkki Oy", "outcome": "lead"}
    )

    assert (planned.status_code, met.status_code) == (303, 303)
    with platform.read() as ctx:
        held = exchanges.queries.held_meetings(ctx, town, date(2026, 1, 1))
        assert [one.held_on for one in held] == [date(2026, 3, 4)]
        assert exchanges.queries.exchange(ctx, held[0].exchange_id).ends_on == date(2026, 3, 4)


def test_months_are_counted_by_the_calendar():
    assert months_after(date(2026, 3, 31), -1) == date(2026, 2, 28)
    assert months_after(date(2024, 2, 29), -12) == date(2023, 2, 28)
    assert months_after(date(2026, 11, 27), 12) == date(2027, 11, 27)
    assert months_after(date(2026, 1, 15), -13) == date(2024, 12, 15)
