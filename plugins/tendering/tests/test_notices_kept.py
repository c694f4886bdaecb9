"""What becomes of notices that are taken in: one record each, versions, changes, ends, and who hears of it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlmodel import select

from utblick_tendering.models import Award, Lot, Notice, NoticeCode, NoticeVersion
from utblick_tendering.queries import notices as queries
from utblick_tendering.reading import Change, Money, Organisation, Result, read_file
from utblick_tendering.reading import Lot as PublishedLot
from utblick_tendering.reading import Notice as Published
from utblick_tendering.service import states
from utblick_tendering.service.notices import keep

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
BUYER = Organisation(id="ORG-1", name={"SWE": "Exempelby kommun"}, identifier="212000-0142", country="SWE")
WINNER = Organisation(id="ORG-2", name={"SWE": "Exempel Bygg AB"}, identifier="SE556013145901", country="SWE")


def call(**values):
    lot = PublishedLot(
        id="LOT-0001",
        title={"SWE": "Skolmöbler"},
        cpv=("39160000",),
        deadline_tender="2026-12-18T23:59:00+01:00",
    )
    given = {
        "document": "ContractNotice",
        "notice_id": "a" * 8,
        "version": "01",
        "procedure_id": "p" * 8,
        "form_type": "competition",
        "languages": ("SWE",),
        "published": "2026-11-18",
        "title": {"BUL": "Мебели", "SWE": "Möbler till skolor"},
        "buyers": (BUYER,),
        "cpv": ("39160000",),
        "nuts": ("SE313",),
        "lots": (lot,),
    }
    return Published(**(given | values))


def result(*results, **values):
    given = {
        "notice_id": "r" * 8,
        "form_type": "result",
        "document": "ContractAwardNotice",
        "lots": (),
        "results": results,
    }
    return call(**(given | values))


def won(lot="LOT-0001", **values):
    return Result(
        code="selec-w", lot=lot, winners=(WINNER,), tenders=(Money(Decimal(90), "SEK"),), received=3, **values
    )


@pytest.fixture
def take(platform):
    """Takes a notice in as the only work of a transaction."""

    def make(notice, *, now=NOW, **more):
        with platform.write(now=now) as ctx:
            return keep(ctx, notice, **more)

    return make


@pytest.fixture
def held(platform):
    """The record of a notice as it is held."""

    def read(kept):
        with platform.read() as ctx:
            return queries.notice(ctx, kept.notice_id)

    return read


@pytest.fixture
def told(published):
    """The names of the events of tendering, in order."""
    return lambda: [name for name, _data in published() if name.startswith("tendering.")]


def test_a_notice_becomes_a_record_with_lots_and_what_it_is_found_by(take, held, platform, told):
    kept = take(call())

    row = held(kept)
    assert (kept.outcome, row.state, row.title) == ("new", "imported", "Möbler till skolor")
    assert row.deadline == datetime(2026, 12, 18, 22, 59, tzinfo=UTC)
    assert (row.buyer_name, row.buyer_number, row.country) == ("Exempelby kommun", "212000-0142", "SE")
    assert told() == ["tendering.notice.imported"]
    with platform.read() as ctx:
        assert [lot.title for lot in queries.lots(ctx, row.id)] == ["Skolmöbler"]
        codes = {(one.scheme, one.code) for one in ctx.session.exec(select(NoticeCode))}
        assert {("cpv", "39160000"), ("nuts", "SE313"), ("word", "skol"), ("word", "möbl")} <= codes
        assert queries.current(ctx, row.id) == call()


def test_the_same_notice_from_two_sources_is_one_record(take, platform):
    first = take(
        call(notice_id=None, version=None, publication_number="771001-2026"),
        keys=[("procurement", "UH-2026-1")],
    )
    second = take(call(publication_number="771001-2026"), web_url="https://example.org/1")
    third = take(
        call(notice_id=None, version=None), keys=[("procurement", "UH-2026-1"), ("address", "tag:1")]
    )

    assert (first.outcome, second.outcome, third.outcome) == ("new", "changed", "same")
    assert first.notice_id == second.notice_id == third.notice_id
    with platform.read() as ctx:
        assert queries.keys_of(ctx, first.notice_id) == {
            ("publication", "771001-2026"),
            ("procurement", "UH-2026-1#call"),
            ("notice", "a" * 8),
            ("address", "tag:1"),
        }


def test_a_higher_version_replaces_and_tells_what_differs(take, held, platform, published):
    kept = take(call())
    lots = (replace(call().lots[0], deadline_tender="2027-01-15T12:00:00+01:00"),)

    changed = take(call(version="02", lots=lots, estimated_value=Money(Decimal(5), "SEK")))

    row = held(kept)
    assert (changed.notice_id, changed.outcome, row.state, row.edition) == (
        kept.notice_id,
        "changed",
        "changed",
        2,
    )
    assert published()[-1] == (
        "tendering.notice.changed",
        {
            "notice_id": str(row.id),
            "buyer_id": None,
            "publication_number": "",
            "form_type": "competition",
            "own": False,
            "changes": ["deadline", "value"],
            "replaced_by": None,
            "deadline": "2027-01-15T11:00:00Z",
        },
    )
    with platform.read() as ctx:
        assert [one.changes for one in queries.versions(ctx, row.id)] == [["deadline", "value"], []]


@pytest.mark.parametrize(("version", "kept_versions"), [("01", [2]), ("02", [2]), (None, [2])])
def test_a_lower_or_equal_version_never_overwrites(take, held, platform, version, kept_versions):
    kept = take(call(version="02"))

    again = take(call(version=version, title={"SWE": "Något annat"}))

    assert (again.outcome, held(kept).title) == ("same", "Möbler till skolor")
    with platform.read() as ctx:
        editions = [one.edition for one in queries.versions(ctx, kept.notice_id)]
    assert editions == (kept_versions if version != "01" else [2, 1])


def test_taking_in_again_is_nothing_new(take, told, platform):
    for _time in range(3):
        kept = take(call())

    assert (kept.outcome, told()) == ("same", ["tendering.notice.imported"])
    with platform.read() as ctx:
        assert len(ctx.session.exec(select(NoticeVersion)).all()) == 1


CHANGE = {"notice_id": "c" * 8, "change": Change("aaaaaaaa-01", "update-add", {"SWE": "Längre tid"})}


@pytest.mark.parametrize("old_first", [True, False])
def test_a_change_with_a_new_id_supersedes_the_old_whichever_comes_first(take, held, old_first):
    later = call(**CHANGE, lots=(replace(call().lots[0], deadline_tender="2027-01-15T12:00:00+01:00"),))
    first, second = (call(), later) if old_first else (later, call())

    made = [take(first), take(second)]

    old, new = made if old_first else reversed(made)
    assert (held(old).state, held(old).replaced_by_id) == ("superseded", new.notice_id)
    assert held(new).state == "changed"


def test_a_change_reaches_the_followers_of_the_old_and_they_follow_on(take, client, platform, deliver):
    kept = take(call())
    client.submit(f"/records/tendering/notice/{kept.notice_id}/follow")
    new = take(call(**CHANGE))
    take(call(notice_id="d" * 8, change=Change("cccccccc-01", "update-add")))
    deliver()

    page = client.get("/notices").text
    assert page.count("ändrades av den upphandlande myndigheten") == 2
    assert f"/tendering/notices/{new.notice_id}" in page


@pytest.mark.parametrize("old_first", [True, False])
def test_a_cancellation_cancels_both(take, held, told, old_first):
    cancel = call(notice_id="c" * 8, change=Change("aaaaaaaa-01", "cancel"))
    made = [take(one) for one in ((call(), cancel) if old_first else (cancel, call()))]

    assert {held(one).state for one in made} == {"cancelled"}
    assert ("tendering.notice.cancelled" in told()) == old_first


@pytest.mark.parametrize("asked_first", [True, False])
def test_a_result_decides_on_the_notice_that_asked(take, held, platform, asked_first):
    with platform.write() as ctx:
        company = ctx.organisations.register("Exempel Bygg AB", orgnr="556013-1459").id
    made = [take(one) for one in ((call(), result(won())) if asked_first else (result(won()), call()))]
    asked, told_by = made if asked_first else reversed(made)

    assert (held(asked).state, held(asked).outcome_id) == ("awarded", told_by.notice_id)
    assert held(told_by).state == "awarded"
    with platform.read() as ctx:
        [award] = queries.awards(ctx, asked.notice_id)
        assert (award.winner_id, award.winner_number, award.price, award.tenders_received) == (
            company, "556013-1459", Decimal(90), 3,
        )  # fmt: skip
        assert not ctx.session.exec(select(NoticeCode)).all()


def test_an_award_is_told_with_its_winners(take, platform, published):
    with platform.write() as ctx:
        company = ctx.organisations.register("Exempel Bygg AB", orgnr="556013-1459").id
    asked = take(call())
    told_by = take(result(won()))

    name, data = published()[-1]
    assert name == "tendering.notice.awarded"
    assert (data["notice_id"], data["outcome_id"]) == (str(asked.notice_id), str(told_by.notice_id))
    assert (data["awarded"], data["winner_ids"]) == (True, [str(company)])


@pytest.mark.parametrize(
    ("file", "day"),
    [
        ("S10_can-standard_hofors.xml", date(2026, 10, 30)),
        ("ted/145160-2022.xml", date(2021, 11, 19)),
        ("eforms/can_24_FRA_comments.xml", date(2019, 9, 2)),
        ("S11_can-standard_ockelbo.xml", None),
    ],
)
def test_an_award_has_the_day_of_its_decision_where_it_was_published(take, platform, notices, file, day):
    kept = take(read_file(notices / file))

    with platform.read() as ctx:
        days = {one.awarded_on for one in queries.awards(ctx, kept.notice_id)}
    assert days == {day}


def test_without_a_winner_in_any_lot(take, held):
    lots = tuple(replace(call().lots[0], id=f"LOT-000{n}", deadline_tender=None) for n in (1, 2))
    asked = take(call(lots=lots))

    take(result(Result(code="clos-nw", lot="LOT-0001", reason="no-rece")))
    half = held(asked).state
    take(result(Result(code="clos-nw", lot="LOT-0002"), notice_id="s" * 8))

    assert (half, held(asked).state) == ("imported", "without_winner")


def test_a_lot_that_is_still_open_keeps_the_notice_open(take, held):
    lots = (
        replace(call().lots[0], deadline_tender="2026-11-01"),
        replace(call().lots[0], id="LOT-0002", deadline_tender="2027-02-01"),
    )
    asked = take(call(lots=lots))

    take(result(won()))

    assert held(asked).state == "imported"


def test_a_contract_change_supersedes_nothing(take, held):
    asked = take(call(publication_number="1-2026"))

    take(call(notice_id="m" * 8, procedure_id="", form_type="cont-modif", change=Change("1-2026", None)))

    assert held(asked).state == "imported"


def test_what_has_passed_its_last_deadline_closes_by_the_clock(take, held, platform):
    lots = (
        replace(call().lots[0], deadline_tender="2026-12-01"),
        replace(call().lots[0], id="LOT-0002", deadline_tender="2026-12-10"),
    )
    kept = take(call(lots=lots))
    steps = []
    for day in (date(2026, 11, 30), date(2026, 12, 2), date(2026, 12, 11), date(2026, 12, 12)):
        now = datetime.combine(day, NOW.timetz())
        with platform.write(now=now) as ctx:
            closed = states.close_passed(ctx)
        steps.append((closed, held(kept).state, held(kept).deadline.date().isoformat()))

    assert steps == [
        (0, "imported", "2026-12-01"),
        (0, "imported", "2026-12-10"),
        (1, "closed", "2026-12-10"),
        (0, "closed", "2026-12-10"),
    ]


def test_our_own_procurements_are_known_by_ownership(take, held, platform, told, client):
    with platform.write() as ctx:
        code = ctx.settings.municipality.code
        ours = ctx.organisations.register("Vår kommun", kind="municipality", municipality=code).id
        owned = ctx.organisations.register("Vårt bolag AB", orgnr="212000-0142").id
    assert not held(take(call())).own
    form = {"to_id": str(owned), "kind": "owns"}
    assert client.submit(f"/organisations/{ours}/relations", form).status_code == 303

    row = held(take(call(notice_id="b" * 8, procedure_id="")))

    assert (row.own, row.buyer_id) == (True, owned)
    assert told()[-1] == "tendering.conflict.flagged"


def test_a_sole_traders_number_is_not_kept(take, platform):
    person = replace(WINNER, identifier="19800101-1232")
    kept = take(result(Result(code="selec-w", lot="LOT-0001", winners=(person,)), organisations=(person,)))

    with platform.read() as ctx:
        assert "800101" not in str(queries.newest_version(ctx, kept.notice_id).document)
        assert [one.winner_number for one in ctx.session.exec(select(Award))] == [""]


def test_a_lot_that_is_left_out_stays_as_withdrawn(take, platform):
    lots = (call().lots[0], replace(call().lots[0], id="LOT-0002"))
    kept = take(call(lots=lots))

    take(call(version="02"))

    with platform.read() as ctx:
        assert [one.number for one in queries.lots(ctx, kept.notice_id)] == ["LOT-0001"]
        assert len(ctx.session.exec(select(Lot)).all()) == 2


def test_every_example_is_taken_in_once(notices, platform):
    files = sorted(
        [*notices.glob("S*.xml"), *(notices / "eforms").glob("*.xml"), *(notices / "ted").glob("*.xml")]
    )
    outcomes = []
    for _time in range(2):
        with platform.write(now=NOW) as ctx:
            outcomes.append([keep(ctx, read_file(file)).outcome for file in files])

    assert set(outcomes[1]) == {"same"}
    with platform.read() as ctx:
        held = ctx.session.exec(select(Notice)).all()
    assert len(held) == len(files)
    assert {row.state for row in held} == {
        "superseded", "changed", "imported", "awarded", "without_winner", "closed",
    }  # fmt: skip
