"""Joint bids, the tender school, the ledger of small aid, and who wins here."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from pydantic import BaseModel
from sqlmodel import select

from utblick.testing.rates import keep_rates
from utblick_tendering.demo import bidding as demo
from utblick_tendering.jobs import bidding as jobs
from utblick_tendering.models import Advice, Bid, BidGroup, Enrolment
from utblick_tendering.queries import bids as queries
from utblick_tendering.service import advice, groups, school
from utblick_tendering.subscribers.bidding import CourseCompleted, mark_module


@pytest.fixture
def now():
    return datetime.now(UTC)


@pytest.fixture
def officer(client_as):
    return client_as("officer")


@pytest.fixture
def companies(platform) -> list[UUID]:
    names = ("Exempel Såg AB", "Exempel Plåt AB", "Exempel Textil AB")
    with platform.write() as ctx:
        made = [ctx.organisations.register(name, kind="company", municipality="2132") for name in names]
        return [one.id for one in made]


@pytest.fixture
def notice(platform, companies, now, add_notice, add_match) -> UUID:
    """Two parts: the first company can deliver one of them, the second the other, the third neither well."""
    with platform.write(now=now) as ctx:
        made = add_notice(ctx, "Bord", "Stolar", now=now)
        tables, chairs = queries.lots(ctx, made.id)
        add_match(ctx, companies[0], tables, relation=3, now=now)
        add_match(ctx, companies[1], chairs, relation=2, now=now)
        add_match(ctx, companies[2], chairs, relation=1, now=now)
        return made.id


@pytest.fixture
def group(officer, notice, companies, platform) -> UUID:
    chosen = {"companies": [str(companies[0]), str(companies[1])], "lead": str(companies[0])}
    officer.submit(f"/tendering/notices/{notice}/joint", {**chosen, "form": "consortium"})
    with platform.read() as ctx:
        return ctx.session.exec(select(BidGroup.id)).one()


def shares(platform, group, *given, state="accepted"):
    with platform.read() as ctx:
        members = queries.members(ctx, group)
    return {f"share-{m.id}": share for m, share in zip(members, given, strict=True)} | {
        f"state-{m.id}": state for m in members
    }


def test_the_picture_says_that_no_single_company_covers_everything(officer, notice):
    shown = officer.get(f"/tendering/notices/{notice}/joint").text

    assert (
        "Inget enskilt företag täcker allt. Exempel Såg AB, Exempel Plåt AB täcker tillsammans 2 av 2"
        in shown
    )
    assert "konkurrenslagen" in shown


def test_a_company_alone_is_no_group(officer, notice, companies, platform):
    refused = officer.submit(f"/tendering/notices/{notice}/joint", {"lead": str(companies[0])})

    assert refused.status_code == 422
    with platform.read() as ctx:
        assert ctx.session.exec(select(BidGroup)).all() == []


def test_a_group_notes_who_asked_whom_and_for_what(group, companies, platform, officer):
    with platform.read() as ctx:
        lead, asked = queries.members(ctx, group)
    assert (lead.organisation_id, lead.role, lead.state) == (companies[0], "lead", "accepted")
    assert (asked.asked_by_id, asked.covers, asked.state) == (companies[0], "Stolar", "asked")
    assert "Exempel Plåt AB" in officer.get(f"/panels/tendering.group_members/{group}").text


def test_a_group_agrees_when_the_shares_make_a_hundred_and_begins_its_bid(
    officer, group, platform, published, companies
):
    url = f"/tendering/groups/{group}"

    asked_only = officer.submit(f"{url}/do/agree", {"asked": "1"})
    officer.submit(f"{url}/members", shares(platform, group, "60", "30"))
    too_little = officer.submit(f"{url}/do/agree", {"asked": "1"})
    officer.submit(f"{url}/members", shares(platform, group, "60", "40"))
    agreed = officer.submit(f"{url}/do/agree", {"asked": "1", "agreement": "Såg leder."})

    assert (asked_only.status_code, too_little.status_code, agreed.status_code) == (422, 422, 303)
    assert "90 procent" in too_little.text
    with platform.read() as ctx:
        bid = ctx.session.exec(select(Bid)).one()
    assert (bid.group_id, bid.organisation_id, bid.title) == (group, companies[0], "Möbler till skolor")
    assert agreed.headers["location"] == f"/tendering/bids/{bid.id}"
    assert published()[-1] == (
        "tendering.group.formed",
        {
            "group_id": str(group),
            "notice_id": str(bid.notice_id),
            "organisation_ids": [str(company) for company in companies[:2]],
        },
    )


@pytest.mark.parametrize("share", ["110", "-1", "fyrtio", "NaN"])
def test_a_share_that_cannot_be_is_refused_at_its_field(officer, group, platform, share):
    refused = officer.submit(f"/tendering/groups/{group}/members", shares(platform, group, "60", share))

    assert refused.status_code == 422
    assert 'aria-invalid="true"' in refused.text
    with platform.read() as ctx:
        assert [member.share for member in queries.members(ctx, group)] == [None, None]


def test_one_more_company_is_asked_and_another_taken_out(officer, group, platform, companies):
    url = f"/tendering/groups/{group}"
    with platform.read() as ctx:
        asked = queries.members(ctx, group)[1]

    added = officer.submit(f"{url}/ask", {"organisation_id": str(companies[2]), "covers": "Klädsel"})
    twice = officer.submit(f"{url}/ask", {"organisation_id_text": "Exempel Textil AB"})
    nobody = officer.submit(f"{url}/ask", {"organisation_id_text": "Finns Inte AB"})
    officer.submit(f"{url}/members/{asked.id}/remove")

    assert [one.status_code for one in (added, twice, nobody)] == [303, 422, 422]
    with platform.read() as ctx:
        left = [member.organisation_id for member in queries.members(ctx, group)]
    assert left == [companies[0], companies[2]]


def test_a_dissolved_group_keeps_why(officer, group, platform):
    officer.submit(f"/tendering/groups/{group}/do/dissolve", {"asked": "1", "reason": "Ingen hann"})

    with platform.read() as ctx:
        kept = queries.group(ctx, group)
    assert (kept.state, kept.note) == ("dissolved", "Ingen hann")


def advise(ctx, company, value, **values):
    given = {"title": "Anbudsgenomgång", "organisation_id": company, "value": Decimal(value)}
    return advice.give_advice(ctx, given | {"currency": "EUR", "de_minimis": True} | values)


def test_small_aid_is_refused_with_the_figures_above_the_limit(officer, companies, platform):
    with platform.write() as ctx:
        advise(ctx, companies[0], 290_000)
    form = {
        "title": "Mer hjälp",
        "organisation_id": str(companies[0]),
        "value": "20 000",
        "currency": "EUR",
        "de_minimis": "true",
    }

    refused = officer.submit("/tendering/advice/new", form)
    no_reason = officer.submit("/tendering/advice/new", form | {"de_minimis": "false"})
    kept = officer.submit(
        "/tendering/advice/new", form | {"de_minimis": "false", "not_aid_reason": "Öppet för alla"}
    )

    said = refused.text.replace("\N{NO-BREAK SPACE}", " ")
    assert refused.status_code == 422
    assert "310 000" in said
    assert "300 000" in said
    assert (no_reason.status_code, kept.status_code) == (422, 303)


def test_small_aid_older_than_three_years_no_longer_counts(officer, companies, platform, now):
    with platform.write() as ctx:
        advise(ctx, companies[0], 200_000, given_on=now.date() - timedelta(days=2100))
        advise(ctx, companies[0], 250_000, given_on=now.date() - timedelta(days=900))

    box = officer.get(f"/panels/tendering.company_bids/{companies[0]}").text.replace(
        "\N{NO-BREAK SPACE}", " "
    )

    assert "Företaget har fått 250 000" in box


def test_the_value_in_euro_is_that_of_the_day(companies, platform):
    with platform.write() as ctx:
        keep_rates(ctx.session, [(date(2026, 1, 2), "SEK", Decimal("11.5"))])
        made = advise(ctx, companies[0], 23_000, currency="SEK", given_on=date(2026, 1, 2))
    with platform.read() as ctx:
        kept = ctx.session.get(Advice, made.id)
    assert (kept.value_eur, kept.rate_day) == (Decimal(2000), date(2026, 1, 2))


def test_six_modules_complete_the_school_and_are_told_once(officer, companies, platform, published):
    officer.submit("/tendering/enrolments/new", {"organisation_id": str(companies[0])})
    with platform.read() as ctx:
        made = ctx.session.exec(select(Enrolment)).one()
    keys = ("find", "understand", "qualify", "price", "write", "follow_up")
    url = f"/tendering/enrolments/{made.id}/modules"

    officer.submit(url, {f"done-{key}": "1" for key in keys[:3]})
    half = officer.get("/tendering/school").text
    ahead = officer.submit(url, {"done-find": "1", "day-find": "2199-01-01"})
    for _again in range(2):
        officer.submit(url, {f"done-{key}": "1" for key in keys})

    assert "Pågår" in half
    assert ahead.status_code == 422
    told = [data["municipality"] for name, data in published() if name == "tendering.training.completed"]
    assert told == ["2132"]


def test_a_course_of_another_plugin_marks_its_module(companies, platform):
    class Told(BaseModel):
        organisation_id: UUID
        course: str
        title: str = "Prissätt rätt"

    for course in ("price", "keramik"):
        told = Told(organisation_id=companies[0], course=course)
        with platform.write() as ctx:
            mark_module(ctx, CourseCompleted.model_validate(told.model_dump()))

    with platform.read() as ctx:
        made = ctx.session.exec(select(Enrolment)).one()
    assert list(made.modules) == ["price"]


def test_a_completed_school_expires(companies, platform, now):
    with platform.write(now=now) as ctx:
        made = school.enrol(ctx, {"organisation_id": companies[0]})
        for key in ("find", "understand", "qualify", "price", "write", "follow_up"):
            school.course_completed(ctx, companies[0], key, None)
    with platform.write(now=now + timedelta(days=36 * 31 + 2)) as ctx:
        jobs.expire_training(ctx)

    with platform.read() as ctx:
        assert school.enrolment(ctx, made.id).state == "expired"


def test_who_wins_here_is_drawn_counted_and_exported(
    officer, companies, platform, now, add_notice, add_award
):
    with platform.write(now=now) as ctx:
        outcome = add_notice(ctx, now=now, form_type="result")
        day = date(2026, 3, 1)
        for price in (100_000, 300_000, 200_000):
            add_award(
                ctx,
                outcome,
                winner_id=companies[0],
                winner_name="Såg",
                price=Decimal(price),
                currency="SEK",
                tenders_received=1,
                awarded_on=day,
            )
        add_award(ctx, outcome, winner_name="=Fjärran AB", winner_country="SE", awarded_on=date(2025, 5, 1))
        add_award(ctx, outcome, code="clos-nw")

    shown = officer.get("/tendering/analysis").text.replace("\N{NO-BREAK SPACE}", " ")
    lines = officer.get("/tendering/analysis.csv?year=2026").content.decode("utf-8-sig").splitlines()
    formula = officer.get("/tendering/analysis.csv?year=2025").content.decode("utf-8-sig").splitlines()
    nothing = officer.get("/tendering/analysis?cpv=45&buyer=zz&year=abcd").text

    assert "Här i kommunen" in shown
    assert "200 000 kr" in shown
    assert len(lines) == 4
    assert lines[1].startswith("2026-03-01;Exempel Såg AB;Här i kommunen;Exempelköpings kommun;39160000;")
    assert formula[1].split(";")[1] == "'=Fjärran AB"
    assert "Inga tilldelningar att visa" in nothing


def test_a_joint_bid_is_won_by_any_of_its_companies(group, platform, companies):
    with platform.write() as ctx:
        for member in queries.members(ctx, group):
            member.state, member.share = "accepted", Decimal(50)
        made = groups.agree_group(ctx, group, {})
        assert isinstance(made, Bid)
        assert queries.bidders(ctx, made) == set(companies[:2])


def test_the_demo_tells_one_bid_of_each_sort_with_companies_that_do_not_exist(platform, now, published):
    with platform.write(now=now) as ctx:
        demo.load(ctx)

    with platform.read() as ctx:
        states = sorted(ctx.session.exec(select(Bid.state)))
        names = ctx.organisations.names(list(ctx.session.exec(select(Bid.organisation_id))))
    assert states == ["considering", "considering", "drafting", "lost", "won"]
    assert all(name.startswith("Exempel ") for name in names.values())
    told = [name for name, _data in published()]
    assert [
        told.count(f"tendering.{name}") for name in ("bid.won", "group.formed", "training.completed")
    ] == [
        1,
        1,
        1,
    ]
