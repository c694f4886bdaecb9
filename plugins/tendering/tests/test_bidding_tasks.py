"""What has to be done about a bid by when: planned, moved with the buyer's deadlines, closed with the bid."""

from datetime import timedelta
from decimal import Decimal

from sqlmodel import select

from utblick_tendering.events import NoticeCancelled, NoticeChanged
from utblick_tendering.jobs import bidding as jobs
from utblick_tendering.models import Lot, Notice
from utblick_tendering.queries import bids as queries
from utblick_tendering.service import bids as service


def test_a_tender_that_was_not_handed_in_after_all_is_still_to_be_handed_in(
    officer, make_bid, platform, bid_of, open_tasks
):
    bid_id = make_bid("submitted")
    before = open_tasks()

    officer.submit(f"/tendering/bids/{bid_id}/do/reopen", {"asked": "1"})

    assert (before, bid_of(bid_id).state) == ([], "drafting")
    assert [title for title, _days in open_tasks()] == [
        "Fråga köparen om det som är oklart",
        "Låt någon annan läsa hela utkastet",
        "Lämna in anbudet, en dag före sista dagen",
    ]


def test_a_moved_deadline_moves_the_open_bids_and_tells(
    platform, make_bid, notice, deliver, now, published, bid_of, open_tasks
):
    bid_id = make_bid("go")
    asking = (bid_of(bid_id).question_deadline - now).days
    later = now + timedelta(days=30)
    with platform.write(now=now) as ctx:
        ctx.session.get(Notice, notice).deadline = later
        ctx.publish(NoticeChanged(notice_id=notice, changes=["deadline"], deadline=later))

    deliver()

    assert bid_of(bid_id).deadline == later
    assert published()[-1][0] == "tendering.bid.unsettled"
    assert open_tasks() == [
        ("Fråga köparen om det som är oklart", asking - 1),
        ("Låt någon annan läsa hela utkastet", 27),
        ("Lämna in anbudet, en dag före sista dagen", 29),
    ]


def test_where_nothing_is_planned_a_moved_deadline_is_said_once(
    platform, make_bid, notice, deliver, now, open_tasks
):
    make_bid()
    for days in (30, 35):
        with platform.write(now=now) as ctx:
            later = ctx.session.get(Notice, notice).deadline = now + timedelta(days=days)
            ctx.publish(NoticeChanged(notice_id=notice, changes=["deadline"], deadline=later))
        deliver()

    assert open_tasks() == [("Köparen har flyttat en sista dag: planera om", 0)]


def test_a_deadline_that_is_corrected_by_hand_moves_what_was_planned(platform, make_bid, now, open_tasks):
    bid_id = make_bid("drafting", question_deadline=None)
    with platform.write(now=now) as ctx:
        bid = queries.bid(ctx, bid_id)
        bid.question_deadline = None
        changes = {"deadline": now + timedelta(days=2), "question_deadline": now + timedelta(days=1)}
        service.update_bid(ctx, bid, changes)

    assert open_tasks()[-2:] == [
        ("Låt någon annan läsa hela utkastet", 0),
        ("Lämna in anbudet, en dag före sista dagen", 1),
    ]


def test_a_bid_chooses_its_lot_by_hand(officer, platform, make_bid, notice, now, bid_of, open_tasks):
    bid_id = make_bid("go")
    with platform.write(now=now) as ctx:
        lot = ctx.session.exec(select(Lot).where(Lot.title == "Stolar")).one()
        lot.deadline, lot.value, lot.currency = now + timedelta(days=40), Decimal(300_000), "SEK"
        lot_id = lot.id
    box = officer.get(f"/panels/tendering.bid_lot/{bid_id}").text

    chosen = officer.submit(f"/tendering/bids/{bid_id}/lot", {"lot_id": str(lot_id)})

    assert "Anbudet gäller hela upphandlingen." in box
    assert chosen.status_code == 303
    bid = bid_of(bid_id)
    assert (bid.lot_id, bid.title, bid.value) == (lot_id, "Möbler till skolor: Stolar", Decimal(300_000))
    assert bid.deadline == now + timedelta(days=40)
    assert ("Lämna in anbudet, en dag före sista dagen", 39) in open_tasks()
    officer.submit(f"/tendering/bids/{bid_id}/lot", {"lot_id": ""})
    assert (bid_of(bid_id).lot_id, bid_of(bid_id).title) == (
        None,
        "Möbler till skolor",
    )


def test_a_lot_that_is_foreign_or_taken_and_one_of_a_bid_that_is_handed_in_are_refused(
    officer, client_as, platform, make_bid, now, add_notice
):
    with platform.write(now=now) as ctx:
        other = add_notice(ctx, "Annat", now=now).id
        foreign = ctx.session.exec(select(Lot).where(Lot.notice_id == other)).one().id
        mine = ctx.session.exec(select(Lot).where(Lot.title == "Bord")).one().id
    bid_id, handed_in = make_bid(), make_bid("submitted", lot_id=mine)

    assert officer.submit(f"/tendering/bids/{bid_id}/lot", {"lot_id": str(foreign)}).status_code == 422
    assert officer.submit(f"/tendering/bids/{bid_id}/lot", {"lot_id": str(mine)}).status_code == 422
    assert officer.submit(f"/tendering/bids/{handed_in}/lot", {"lot_id": ""}).status_code == 409
    assert client_as("reader").submit(f"/tendering/bids/{bid_id}/lot", {}).status_code == 403


def test_a_cancelled_procurement_proposes_to_withdraw(
    platform, make_bid, notice, deliver, officer, now, bid_of, open_tasks
):
    bid_id = make_bid("drafting")
    with platform.write(now=now) as ctx:
        ctx.session.get(Notice, notice).state = "cancelled"
        ctx.publish(NoticeCancelled(notice_id=notice))

    deliver()

    assert "Upphandlingen är avbruten: dra tillbaka anbudet" in [title for title, _days in open_tasks()]
    assert f"/tendering/bids/{bid_id}/do/withdraw" in officer.get(f"/panels/tendering.bid_next/{bid_id}").text
    withdrawn = officer.submit(
        f"/tendering/bids/{bid_id}/do/withdraw", {"asked": "1", "withdrawn_reason": "Avbruten"}
    )
    assert withdrawn.status_code == 303
    assert bid_of(bid_id).state == "withdrawn"


def test_each_deadline_is_reminded_of_once(platform, make_bid, now, published):
    make_bid("go")
    near = now + timedelta(days=9)

    for moment in (now, near, near + timedelta(hours=1), now + timedelta(days=18)):
        with platform.write(now=moment) as ctx:
            jobs.remind(ctx)

    told = [data["what"] for name, data in published() if name == "tendering.bid.reminded"]
    assert told == ["question", "tender"]
