"""A study: candidates weighed by the same criteria, a recommendation, a paper, and a twin town of it."""

import io
from decimal import Decimal

import pytest

from utblick_twinning.models import Candidate
from utblick_twinning.queries import towns as town_queries
from utblick_twinning.service import studies as service

NEAR = {
    "title": "Exempelvik",
    "country": "FI",
    "population": 9000,
    "languages": ["sv", "fi"],
    "industries": ["C", "A"],
    "latitude": Decimal("61.1"),
    "longitude": Decimal("21.5"),
    "contacts": 3,
}
FAR = {
    "title": "Exempelgrad",
    "country": "PT",
    "population": 300_000,
    "languages": ["pt"],
    "industries": ["I"],
    "latitude": Decimal("38.7"),
    "longitude": Decimal("-9.1"),
}


@pytest.fixture
def study(platform, now, firm):
    with platform.write(now=now) as ctx:
        made = service.open_study(ctx, {"title": "Ny vänort", "purpose": "Nytta för våra företag"}).id
        for values in (FAR, NEAR):
            service.propose_candidate(ctx, {**values, "study_id": made})
        return made


def ranked(platform, study, weights=None):
    with platform.read() as ctx:
        return [
            (one.candidate.title, one.total)
            for one in service.ranking(ctx, service.get_study(ctx, study), weights)
        ]


def test_the_near_town_with_our_trades_comes_first(platform, study):
    assert [title for title, _points in ranked(platform, study)] == ["Exempelvik", "Exempelgrad"]
    assert ranked(platform, study, {"distance": 1})[0] == ("Exempelvik", 100)
    assert ranked(platform, study, {"funding": 1}) == [("Exempelgrad", 100), ("Exempelvik", 100)]


def test_weights_are_tried_on_the_page_and_kept_when_asked(client, platform, study):
    page = f"/twinning/studies/{study}"
    shown = client.get(
        f"{page}/compare?w-size=50", headers={"hx-request": "true", "hx-target": "section#ranking"}
    ).text
    assert "Exempelvik" in shown
    assert "<h1" not in shown

    assert client.submit(f"{page}/weights", {"w-size": "0"}).status_code == 422
    assert client.submit(f"{page}/weights", {"w-size": "50", "w-language": "abc"}).status_code == 303
    with platform.read() as ctx:
        kept = service.get_study(ctx, study).weights
        assert (kept["size"], kept["language"], sum(kept.values())) == (50, 0, 50)


def test_a_recommendation_ends_in_a_paper_and_a_twin_town(client, platform, study, published):
    import pypdf

    with platform.read() as ctx:
        near = next(one for one in service.ranking(ctx, service.get_study(ctx, study))).candidate.id
    assert (
        client.submit(f"/twinning/candidates/{near}/do/recommend", {"reason": "Samma språk"}).status_code
        == 303
    )

    paper = pypdf.PdfReader(io.BytesIO(client.get(f"/twinning/studies/{study}/paper.pdf").content))
    text = "".join(sheet.extract_text() for sheet in paper.pages)
    for said in ("Ny vänort", "Exempelvik", "Samma språk", "Kriterier och deras vikter"):
        assert said in text
    client.submit(f"/twinning/candidates/{near}/do/adopt", {})

    with platform.read() as ctx:
        candidate = ctx.session.get(Candidate, near)
        town = town_queries.town(ctx, candidate.town_id)
        assert (town.state, town.population, town.industries) == ("exploring", 9000, ["C", "A"])
    assert [name for name, _data in published() if "candidate" in name] == [
        "twinning.candidate.proposed",
        "twinning.candidate.proposed",
        "twinning.candidate.recommended",
    ]
