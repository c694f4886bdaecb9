"""The pages of CPV and NUTS: a level at a time, and what a word finds."""

import re
from html import unescape


def leaves(answer):
    return re.findall(r"<code>([^<]+)</code>", answer.text)


def test_cpv_is_looked_through_from_the_top(client):
    top = client.get("/tendering/cpv")
    below = client.get("/tendering/cpv?code=39100000")

    assert len(leaves(top)) == 45
    assert "39160000" in leaves(below)
    assert 'href="/tendering/cpv?code=39000000"' in below.text
    assert "School furniture" in below.text


def test_a_word_finds_codes_in_both_languages(client):
    for text in ("skolm%C3%B6bler", "school+furn", "m%C3%B6bler+till+skolor", "3916"):
        assert leaves(client.get(f"/tendering/cpv?q={text}"))[0] == "39160000"
    assert (
        "Ingenting hittades" in unescape(client.get("/tendering/cpv?q=xyzzy").text)
        or leaves(client.get("/tendering/cpv?q=xyzzy")) == []
    )


def test_regions_are_looked_through_and_older_codes_lead_to_those_of_today(client):
    assert leaves(client.get("/tendering/nuts"))[0] == "SE"
    assert "SE313" in leaves(client.get("/tendering/nuts?code=SE31"))
    assert "Pohjanmaa (FI19A)" in client.get("/tendering/nuts?code=FI195").text
    assert client.get("/tendering/nuts?code=SE999").status_code == 404
