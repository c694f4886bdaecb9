"""Profiles on their way through groundwork, anonymity and two reviews, to the public page and beyond."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from utblick.api import Conflict, Invalid
from utblick_partnerships import jobs
from utblick_partnerships.models import Profile
from utblick_partnerships.service import profiles as service


@pytest.mark.parametrize(
    ("money", "exchanged", "for_call", "type_"),
    [
        ("paid", "goods", False, "BO"),
        ("pays", "goods", False, "BR"),
        ("paid", "technology", False, "TO"),
        ("pays", "technology", False, "TR"),
        ("shared", "", False, "RDR"),
        ("paid", "goods", True, "RDR"),
        ("", "research", False, "RDR"),
        ("paid", "", False, ""),
    ],
)
def test_the_type_follows_from_which_way_the_money_flows(money, exchanged, for_call, type_):
    assert service.type_of(money, exchanged, for_call=for_call) == type_


def test_a_draft_is_not_reviewed_before_its_groundwork_is_done(platform, make_profile, now):
    profile_id = make_profile(searched=False, sought="")

    with (
        platform.write(now=now) as ctx,
        pytest.raises(Conflict, match="Befintliga profiler"),
    ):
        service.send_to_review(ctx, profile_id, {})


def test_a_leak_is_refused_until_it_is_mended_or_a_reason_is_written(platform, make_profile, profile_of, now):
    profile_id = make_profile(summary="Demo Såg seeks distributors. Tage Demonström answers.")
    assert profile_of(profile_id).leaks == 2

    with platform.write(now=now) as ctx, pytest.raises(Invalid) as refused:
        service.send_to_review(ctx, profile_id, {})
    assert "“Demo Såg”" in str(refused.value.by_field["leak_reason"])

    with platform.write(now=now) as ctx:
        service.send_to_review(ctx, profile_id, {"leak_reason": "Båda har godkänt att nämnas."})
    assert profile_of(profile_id).leak_reason == "Båda har godkänt att nämnas."


def test_a_reason_does_not_hold_for_what_is_found_later(platform, make_profile, profile_of, now):
    profile_id = make_profile(summary="Demo Såg seeks distributors.")
    with platform.write(now=now) as ctx:
        service.send_to_review(ctx, profile_id, {"leak_reason": "Godkänt."})
        service.send_back(ctx, profile_id, {"comment": "Skriv om."})
        service.update_profile(
            ctx, ctx.session.get(Profile, profile_id), {"summary": "Demo Såg, www.demosag.example."}
        )

    with platform.write(now=now) as ctx, pytest.raises(Invalid):
        service.send_to_review(ctx, profile_id, {})
    assert (profile_of(profile_id).leak_reason, profile_of(profile_id).leaks) == ("", 2)


def test_nobody_reviews_what_they_wrote_last(client_as, parties, platform):
    author, colleague = client_as("officer", language="en"), client_as("coordinator", language="en")
    typed = {
        "title": "Paneler",
        "organisation_id": str(parties["firm"]),
        "money": "paid",
        "exchanged": "goods",
        "client_known": "1",
        "action_plan": "1",
        "searched": "1",
        **dict.fromkeys(("short_title", "summary", "description", "sought"), "Panels of pine."),
    }
    page = author.submit("/partnerships/profiles/new", typed).headers["location"]
    author.submit(f"{page}/do/send", {"asked": "1"})

    own = author.submit(f"{page}/do/approve", {"asked": "1"})
    assert "You wrote this text last." in author.get(own.headers["location"]).text
    colleague.submit(f"{page}/do/approve", {"asked": "1"})

    with platform.read() as ctx:
        (row,) = ctx.session.exec(select(Profile)).all()
        assert (row.state, row.type) == ("external_review", "BO")
        assert row.reviewer_id not in (None, row.author_id)


def test_a_text_under_review_stands_still(platform, make_profile, now):
    profile_id = make_profile("internal_review")

    with platform.write(now=now) as ctx, pytest.raises(Conflict, match="Send it back to draft"):
        service.update_profile(ctx, ctx.session.get(Profile, profile_id), {"summary": "Annat."})


def test_a_published_profile_has_the_networks_reference_and_a_year(make_profile, profile_of, published):
    first, second = make_profile("published"), make_profile("published")

    assert [profile_of(one).reference for one in (first, second)] == ["BOSE20261127001", "BOSE20261127002"]
    assert profile_of(first).valid_until == date(2027, 11, 27)
    name, data = published()[-1]
    assert (name, data["type"], data["countries"]) == ("partnerships.profile.published", "BO", ["FI"])


def test_a_profile_reminds_then_expires_then_is_renewed(platform, make_profile, profile_of, now, published):
    profile_id = make_profile("published")
    last_day = now + timedelta(days=365)

    with platform.write(now=last_day - timedelta(days=20)) as ctx:
        assert jobs.remind_of_expiry(ctx) == "1 profile is to be renewed."
        assert jobs.remind_of_expiry(ctx) is None
        assert jobs.expire_profiles(ctx) is None
    with platform.write(now=last_day + timedelta(days=1)) as ctx:
        assert jobs.expire_profiles(ctx) == "1 profile expired."
        assert jobs.expire_profiles(ctx) is None
    with platform.write(now=last_day + timedelta(days=3)) as ctx:
        service.renew_profile(ctx, profile_id, {})

    assert (profile_of(profile_id).state, profile_of(profile_id).valid_until) == (
        "renewed",
        date(2028, 11, 30),
    )
    assert [name for name, _data in published()][-2:] == [
        "partnerships.profile.expired",
        "partnerships.profile.renewed",
    ]


def test_a_profile_that_is_changed_after_it_was_published_is_reviewed_anew(
    platform, make_profile, profile_of, now, client_as
):
    profile_id = make_profile("published")
    with platform.write(now=now) as ctx:
        row = ctx.session.get(Profile, profile_id)
        with pytest.raises(Conflict):
            service.update_profile(ctx, row, {"summary": "Something else."})
        service.send_back(ctx, profile_id, {"comment": "Ny text."})
        service.update_profile(ctx, row, {"summary": "Something else."})
        with pytest.raises(Conflict):
            service.renew_profile(ctx, profile_id, {})

    assert profile_of(profile_id).state == "draft"
    assert client_as(None).get("/partnerships/open/BOSE20261127001").status_code == 404


def test_every_version_that_was_reviewed_is_kept_with_what_was_said(client, make_profile):
    profile_id = make_profile("published")

    shown = client.get(f"/panels/partnerships.profile_reviews/{profile_id}").text

    assert shown.count("A small Swedish sawmill seeks distributors in Finland.") == 3
    assert "Demo-noden" in shown


def test_the_check_marks_the_text_and_says_what_to_write(client_as, make_profile):
    profile_id = make_profile(summary="Ring 070-174 06 05.")

    shown = client_as("reader").get(f"/partnerships/profiles/{profile_id}/check").text

    assert "<mark>070-174 06 05</mark>" in shown
    assert "Utelämna det" in shown or "Utelämna den" in shown


def test_the_network_form_has_every_field_in_order_and_no_client(client, make_profile):
    profile_id = make_profile("published")

    text = client.get(f"/partnerships/profiles/{profile_id}/een.txt").text

    names = [
        line
        for line in text.splitlines()
        if line in ("POD reference", "Profile type", "Short title", "Term of validity")
    ]
    assert names == ["POD reference", "Profile type", "Short title", "Term of validity"]
    assert "SME 11-49" in text
    assert "Demo Såg" not in text
