"""A bid, from an idea to its outcome, as an officer makes it and as the buyer's notices decide it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlmodel import select

from utblick.testing.rates import keep_rates
from utblick_tendering.choices.checklist import QUESTIONS
from utblick_tendering.events import NoticeAwarded
from utblick_tendering.models import Bid, Lot
from utblick_tendering.queries import bids as queries
from utblick_tendering.service import bids as service


def test_a_bid_begins_with_what_the_match_knows(officer, platform, company, notice, now, add_match):
    with platform.write(now=now) as ctx:
        lot = ctx.session.exec(select(Lot).where(Lot.title == "Stolar")).one()
        match = add_match(ctx, company, lot, relation=3, now=now)

    made = officer.submit(f"/tendering/matches/{match.id}/bid")
    again = officer.submit(f"/tendering/matches/{match.id}/bid")

    assert made.status_code == 303
    assert again.headers["location"] == made.headers["location"]
    with platform.read() as ctx:
        bid = ctx.session.exec(select(Bid)).one()
    assert (bid.title, bid.buyer_name, bid.organisation_id, bid.lot_id, bid.state) == (
        "Möbler till skolor: Stolar",
        "Exempelköpings kommun",
        company,
        lot.id,
        "considering",
    )
    assert bid.deadline == now + timedelta(days=21)
    shown = officer.get(made.headers["location"]).text
    assert "0 av 9 besvarade" in shown
    assert f"/panels/tendering.bid_checklist/{bid.id}" in shown


def test_a_bid_begins_from_a_notice(officer, company, notice, platform):
    made = officer.submit(f"/tendering/notices/{notice}/bid", {"organisation_id": str(company)})

    assert made.status_code == 303
    with platform.read() as ctx:
        bid = ctx.session.exec(select(Bid)).one()
    assert (bid.title, bid.value) == ("Möbler till skolor", Decimal(900_000))


def test_deciding_with_unanswered_questions_names_them_and_asks(
    officer, make_bid, platform, bid_of, open_tasks
):
    bid_id = make_bid()
    url = f"/tendering/bids/{bid_id}/do/go"

    refused = officer.submit(url, {"asked": "1", "although": "false"})
    decided = officer.submit(url, {"asked": "1", "although": "true"})

    assert refused.status_code == 422
    assert "Går det att lämna ett pris som både kan vinna och ger förtjänst?" in refused.text
    assert decided.status_code == 303
    assert bid_of(bid_id).state == "go"
    assert [title for title, _days in open_tasks()] == [
        "Fråga köparen om det som är oklart",
        "Låt någon annan läsa hela utkastet",
        "Lämna in anbudet, en dag före sista dagen",
    ]


def test_a_fully_answered_checklist_needs_no_confirmation(officer, make_bid, platform):
    bid_id = make_bid()
    answers = {f"answer-{one.key}": "yes" for one in QUESTIONS} | {f"note-{one.key}": "" for one in QUESTIONS}
    answers |= {"answer-price": "unclear", "note-price": "Vi frågar leverantören"}

    saved = officer.submit(f"/tendering/bids/{bid_id}/checklist", answers)
    decided = officer.submit(f"/tendering/bids/{bid_id}/do/go", {"asked": "1"})

    assert (saved.status_code, decided.status_code) == (303, 303)
    with platform.read() as ctx:
        held = queries.checklist(ctx, bid_id)
    assert (held.yes, held.no, held.unclear) == (8, 0, 1)


def test_an_answer_is_saved_without_leaving_the_page(officer, make_bid):
    bid_id = make_bid()

    part = officer.submit(
        f"/tendering/bids/{bid_id}/checklist",
        {"answer-price": "no", "note-price": "För dyrt"},
        headers={"hx-request": "true"},
    )

    assert part.status_code == 200
    assert "<html" not in part.text
    assert "1 nej" in part.text
    assert "För dyrt" in officer.get(f"/tendering/bids/{bid_id}/checklist").text


def test_people_add_requirements_and_take_them_away(officer, make_bid, platform):
    bid_id = make_bid()

    empty = officer.submit(f"/tendering/bids/{bid_id}/requirements", {"requirement": " "})
    officer.submit(f"/tendering/bids/{bid_id}/requirements", {"requirement": "ISO 14001 eller likvärdigt"})
    with platform.read() as ctx:
        line = queries.checklist(ctx, bid_id).lines[-1]
    saved = officer.submit(
        f"/tendering/bids/{bid_id}/checklist", {f"answer-{line.key}": "no", f"note-{line.key}": ""}
    )
    removed = officer.submit(f"/tendering/bids/{bid_id}/requirements/{line.key}/remove")

    assert (empty.status_code, saved.status_code, removed.status_code) == (422, 303, 303)
    assert line.text == "ISO 14001 eller likvärdigt"
    with platform.read() as ctx:
        assert len(queries.checklist(ctx, bid_id).lines) == len(QUESTIONS)


def test_from_go_to_won_by_the_board(officer, make_bid, platform, published, bid_of, open_tasks):
    bid_id = make_bid("go")
    url = f"/tendering/bids/{bid_id}/do"

    officer.submit(f"{url}/write", {"asked": "1"})
    officer.submit(f"{url}/submit", {"asked": "1", "value": "850 000", "currency": "SEK"})
    won = officer.submit(f"{url}/win", {"asked": "1", "won_value": "850 000", "currency": "SEK"})

    assert won.status_code == 303
    bid = bid_of(bid_id)
    assert (bid.state, bid.first_bid, bid.won_value) == ("won", True, Decimal(850_000))
    told = [(name, data) for name, data in published() if name.startswith("tendering.bid.")]
    assert [name for name, _data in told] == [
        "tendering.bid.decided",
        "tendering.bid.submitted",
        "tendering.bid.won",
    ]
    assert told[-1][1]["value_sek"] == "850000.00"
    assert told[-1][1]["municipality"] == "2132"
    assert officer.get("/tendering/bids/board").status_code == 200
    assert "Fråga om köparen får anges som referens" in [title for title, _days in open_tasks()]


def test_a_loss_needs_its_reason_and_keeps_what_was_learnt(officer, make_bid, platform, published, bid_of):
    bid_id = make_bid("submitted")
    url = f"/tendering/bids/{bid_id}/do/lose"

    refused = officer.submit(url, {"asked": "1", "loss_reason": ""})
    lost = officer.submit(url, {"asked": "1", "loss_reason": "price", "learnt": "Tio procent för dyrt"})

    assert (refused.status_code, lost.status_code) == (422, 303)
    assert bid_of(bid_id).learnt == "Tio procent för dyrt"
    assert published()[-1][1]["reason"] == "price"
    box = officer.get(f"/panels/tendering.bid_next/{bid_id}").text
    assert "”Pris”" in box
    assert "10 dagar" in box


def test_what_was_noted_by_mistake_is_taken_back_and_no_longer_counts(
    officer, make_bid, platform, bid_of, open_tasks
):
    bid_id = make_bid("submitted")
    with platform.write() as ctx:
        service.win_bid(ctx, bid_id, {})
    won = bid_of(bid_id).outcome_event_id

    reopened = officer.submit(f"/tendering/bids/{bid_id}/do/reopen", {"asked": "1"})

    assert reopened.status_code == 303
    bid = bid_of(bid_id)
    assert (bid.state, bid.ended_on, bid.outcome_event_id) == ("submitted", None, None)
    assert open_tasks() == []
    with platform.read() as ctx:
        rows = ctx.session.connection().execute(
            text("select name, retracts from core_event where retracts is not null")
        )
        [(name, retracts)] = rows.all()
    assert name == "tendering.bid.reopened"
    assert str(won).replace("-", "") == str(retracts).replace("-", "")


def test_only_the_first_tender_of_a_company_is_its_first(make_bid, platform, company, bid_of):
    make_bid("submitted")
    with platform.write() as ctx:
        other = service.open_bid(ctx, {"organisation_id": company, "title": "Städning"})
        service.decide_to_bid(ctx, other.id, {"although": True})
        service.submit_bid(ctx, other.id, {})

    assert not bid_of(other.id).first_bid


def test_a_value_in_euro_is_told_in_kronor_at_the_rate_of_the_day_or_not_at_all(
    platform, make_bid, published
):
    make_bid("submitted", value=Decimal(1000), currency="EUR")
    unknown = published()[-1][1]["value_sek"]
    with platform.write() as ctx:
        keep_rates(ctx.session, [(date(2020, 1, 2), "SEK", Decimal(10))])
        other = service.open_bid(
            ctx,
            {
                "title": "Annat",
                "organisation_id": ctx.session.exec(select(Bid)).one().organisation_id,
                "value": Decimal(1000),
                "currency": "EUR",
            },
        )
        service.decide_to_bid(ctx, other.id, {"although": True})
        service.submit_bid(ctx, other.id, {})

    assert unknown is None
    assert published()[-1][1]["value_sek"] == "10000.00"


@pytest.mark.parametrize(
    ("winner", "state", "reason"),
    [
        ({"winner_number": "SE559989900101", "price": Decimal(800_000), "currency": "SEK"}, "won", ""),
        ({"winner_number": "5566778899", "winner_name": "Annan AB"}, "lost", "unknown"),
        ({"code": "clos-nw"}, "lost", "no_winner"),
        ({"code": "open-nw"}, "submitted", ""),
    ],
)
def test_an_award_notice_closes_a_bid_by_itself(
    platform, make_bid, notice, deliver, officer, now, add_notice, add_award, winner, state, reason, bid_of
):
    bid_id = make_bid("submitted")
    with platform.write(now=now) as ctx:
        outcome = add_notice(ctx, now=now, form_type="result")
        add_award(ctx, outcome, **winner)
        ctx.publish(NoticeAwarded(notice_id=notice, outcome_id=outcome.id, awarded="code" not in winner))

    deliver()

    bid = bid_of(bid_id)
    assert (bid.state, bid.loss_reason, bid.outcome_proposed) == (state, reason, state != "submitted")
    if state == "won":
        assert bid.won_value == Decimal(800_000)
        assert "Plattformen, av köparens efterannons" in officer.get(f"/tendering/bids/{bid_id}").text
        assert "Ta tillbaka det som noterats" in officer.get(f"/panels/tendering.bid_next/{bid_id}").text


def test_an_award_of_another_lot_leaves_the_bid_alone(
    platform, make_bid, notice, deliver, now, add_notice, add_award, bid_of
):
    with platform.read() as ctx:
        lot = ctx.session.exec(select(Lot).where(Lot.title == "Stolar")).one()
    bid_id = make_bid("submitted", lot_id=lot.id)
    with platform.write(now=now) as ctx:
        outcome = add_notice(ctx, now=now, form_type="result")
        add_award(ctx, outcome, lot_number="LOT-0001", winner_name="Annan AB")
        ctx.publish(NoticeAwarded(notice_id=notice, outcome_id=outcome.id, awarded=True))

    deliver()

    assert bid_of(bid_id).state == "submitted"


def test_the_overview_and_the_company_show_its_bids(officer, make_bid, company):
    make_bid("drafting")

    overview = officer.get("/panels/tendering.bids").text
    page = officer.get(f"/panels/tendering.company_bids/{company}").text

    assert "Skrivs" in overview
    assert "Möbler till skolor" in page


def test_a_reader_sees_bids_and_changes_none(client_as, make_bid):
    bid_id, reader = make_bid(), client_as("reader")

    assert reader.get(f"/tendering/bids/{bid_id}/checklist").status_code == 200
    assert reader.submit(f"/tendering/bids/{bid_id}/checklist", {}).status_code == 403
    assert reader.submit(f"/tendering/bids/{bid_id}/do/go", {"asked": "1"}).status_code == 403
