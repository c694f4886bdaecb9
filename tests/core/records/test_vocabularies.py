"""Fields that hold codes of a vocabulary: picked by word, kept as codes, shown by name."""

import re
from dataclasses import replace
from html import unescape

import pytest

from utblick.api import NUTS, Misconfigured
from utblick.declare import Field, Kind
from utblick.i18n import _
from utblick.records.fields import parse
from utblick.registry_checks import check

COASTS = Field(name="coasts", label=_("Sails along"), kind=Kind.TAGS, vocabulary=NUTS)


@pytest.fixture
def platform(yard):
    return yard


def chosen(answer):
    """The codes that stand ticked in the form, each with what is read beside it."""
    boxes = r'<input type="checkbox" name="coasts" value="([^"]+)" checked><span>([^<]+)</span>'
    return [(code, unescape(said)) for code, said in re.findall(boxes, answer.text)]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (["SE313", "se321"], ["SE313", "SE321"]),
        (["SE313, FI196"], ["SE313", "FI196"]),
        (["Gävleborgs län"], ["SE313"]),
        (["Gävleborgs län (SE313); Satakunta (FI196)"], ["SE313", "FI196"]),
        (["FI195"], ["FI19A"]),
        (["NO082"], ["NO08"]),
        (["DE21H"], ["DE21H"]),
        ([""], []),
    ],
)
def test_codes_and_names_are_kept_as_codes_of_today(typed, stored):
    assert parse(COASTS, typed, "sv") == stored


@pytest.mark.parametrize(
    ("typed", "said"),
    [("SE999", "no such code"), ("Norra", r"Norra Sverige \(SE3\)")],
    ids=["unknown", "several"],
)
def test_what_is_no_code_is_refused_with_the_nearest_ones(typed, said):
    with pytest.raises(ValueError, match=said):
        parse(COASTS, [typed], "sv")


def test_a_form_keeps_the_codes_that_are_ticked_and_those_that_are_typed(client, boat, stored):
    freja = boat(coasts=["SE313"], home="SE313")
    page = client.get(f"/yard/boats/{freja}/edit")

    client.submit(
        f"/yard/boats/{freja}/edit", {"coasts": ["SE313", "Satakunta"], "home": "", "home_text": "SE321"}
    )

    assert chosen(page) == [("SE313", "Gävleborgs län (SE313)")]
    assert (stored(freja).coasts, stored(freja).home) == (["SE313", "FI196"], "SE321")
    shown = client.get(f"/yard/boats/{freja}").text
    assert "Satakunta (FI196)" in shown
    assert "Västernorrlands län (SE321)" in shown


def test_a_refused_form_keeps_what_was_ticked_and_what_was_typed(client, boat, stored):
    freja = boat(coasts=["SE313"])

    refused = client.submit(f"/yard/boats/{freja}/edit", {"coasts": ["SE313", "Atlantis"]})

    assert refused.status_code == 422
    assert chosen(refused) == [("SE313", "Gävleborgs län (SE313)")]
    assert re.search(r'id="f-coasts" name="coasts" value="Atlantis"', refused.text)
    assert stored(freja).coasts == ["SE313"]


def test_a_list_is_narrowed_by_a_code_or_its_name(client, boat):
    boat("Freja", coasts=["SE313", "FI196"], home="SE313")
    boat("Balder", coasts=["SE321"], home="SE321")

    for query in ("coasts=FI196", "coasts_text=Satakunta", "home=SE313", "home_text=Gävleborgs+län"):
        listed = client.get(f"/yard/boats?{query}").text
        assert ("Freja" in listed, "Balder" in listed) == (True, False), query
    assert "Satakunta (FI196)" in client.get("/yard/boats?coasts=FI196").text


def test_programs_send_and_get_codes(client, boat):
    freja = boat()
    client.headers.update({"accept": "application/json", "x-csrf-token": client.csrf})

    changed = client.patch(f"/api/yard/boats/{freja}", json={"coasts": ["SE313", "FI195"]})
    refused = client.patch(f"/api/yard/boats/{freja}", json={"coasts": ["SE999"]})

    assert changed.json()["coasts"] == ["SE313", "FI19A"]
    assert [one["field"] for one in refused.json()["errors"]] == ["coasts"]


def test_codes_are_offered_by_the_beginning_of_their_names(client):
    offered = client.get("/search/pick?kind=core.nuts&q=gavle").text

    assert re.findall(r'data-value="([^"]+)">([^<]+)<', offered) == [("SE313", "Gävleborgs län")]


def test_a_field_with_a_vocabulary_that_no_card_declares_is_refused(yard):
    core, plugin = yard.registry.plugins
    strange = replace(NUTS, name="yard.seas")
    fields = tuple(
        replace(one, vocabulary=strange) if one.vocabulary else one for one in plugin.records[0].fields
    )
    planted = replace(plugin, records=(replace(plugin.records[0], fields=fields),))

    with pytest.raises(Misconfigured, match=r"uses the vocabulary yard\.seas"):
        check(planted, (core,))
