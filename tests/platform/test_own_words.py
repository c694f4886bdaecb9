"""Two activity areas may use the same English words: each page speaks with the words of its own."""

import pytest


@pytest.fixture
def plugins():
    return ("twinning", "export_deals")


def test_a_state_is_called_what_its_own_area_calls_it(client):
    people, agreements = client.get("/twinning/delegates").text, client.get("/export_deals/agreements").text

    assert ("Kommer" in people, "Bekräftat" in people) == (True, False)
    assert ("Bekräftat" in agreements, "Kommer" in agreements) == (True, False)
