"""How a need becomes subjects, by rules and data alone."""

from datetime import date
from uuid import uuid4

import pytest

from utblick_university_node.drafting import Asked, OpenSeason, fields_of, rounds, suggest

TODAY = date(2026, 10, 30)
MIUN, HIG = uuid4(), uuid4()


@pytest.fixture
def seasons():
    return [
        OpenSeason(
            id=uuid4(),
            institution_id=school,
            ror=ror,
            level=one.level,
            advertise_until=one.advertise_until,
            starts_on=one.starts_on,
            weeks=one.weeks,
            credits=one.credits,
        )
        for school, ror in ((MIUN, "019k1pd13"), (HIG, "043fje207"))
        for one in rounds(2027)
    ]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Vi slänger för mycket plåt när vi stansar", "production"),
        ("Fukten i limträet under byggtiden", "building"),
        ("How do we find customers and prices abroad?", "business"),
        ("Våra skolmöbler och deras formgivning", "design"),
        ("Vattenkraft och värme i torken", "energy"),
        ("Ett gis-underlag för detaljplaner", "planning"),
    ],
)
def test_words_point_at_a_field_also_within_compounds(text, field):
    assert fields_of(text)[0][0] == field


def test_a_word_that_only_sounds_alike_points_nowhere(seasons):
    assert fields_of("Det är logiskt och bra") == []
    [*found] = suggest(Asked(problem="Det är logiskt och bra"), seasons, TODAY)
    assert {reason["rule"] for one in found for reason in one.reasons} >= {"no_words"}


def test_a_need_becomes_two_or_three_subjects_at_both_universities(seasons):
    found = suggest(Asked(problem="Fukt i limträ. Det är dyrt.", help_wanted="mätning"), seasons, TODAY)

    assert 2 <= len(found) <= 3
    assert {one.institution_id for one in found} == {MIUN, HIG}
    assert {one.title for one in found} == {"Utveckla och pröva: Fukt i limträ"}
    assert {one.title_en for one in found} == {"Develop and test: Fukt i limträ"}
    assert all(one.apply_by >= TODAY for one in found)


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        (Asked(problem="Vi behöver forskning om vattenkraft"), "research_need"),
        (Asked(problem="Vi vill ha en praktikant i exporten"), "internship"),
        (Asked(problem="Vi vill ha en praktikant i exporten", country="FI"), "placement_abroad"),
        (Asked(problem="Fukt i limträ"), "degree_project"),
    ],
)
def test_the_words_decide_the_kind(asked, kind, seasons):
    assert {one.kind for one in suggest(asked, seasons, TODAY)} - {"course_project"} == {kind}


def test_who_cannot_wait_gets_what_begins_soon_first_or_is_told(seasons):
    found = suggest(Asked(problem="Fukt i limträ", wanted_when="soon"), seasons, TODAY)

    assert [one.kind for one in found[:1]] == ["course_project"]
    late = suggest(Asked(problem="Fukt i limträ", wanted_when="soon"), seasons, date(2027, 1, 20))
    assert {reason["rule"] for one in late for reason in one.reasons} >= {"words", "programme"}


def test_nothing_is_suggested_when_no_season_is_open():
    assert suggest(Asked(problem="Fukt i limträ"), [], TODAY) == []


def test_the_calendar_is_that_of_engineers_and_names_its_source():
    by_key = {one.key: one for one in rounds(2027)}
    master, bachelor = by_key["engineering_master_spring"], by_key["engineering_bachelor_spring"]

    assert (master.advertise_from.month, master.advertise_until.month, master.starts_on.month) == (8, 12, 1)
    assert (bachelor.advertise_from.month, bachelor.advertise_until.month, bachelor.starts_on.month) == (
        12,
        4,
        4,
    )
    assert ((master.weeks, master.credits), (bachelor.weeks, bachelor.credits)) == ((20, 30), (10, 15))
    assert all(one.source.startswith("https://") for one in rounds(2027))
