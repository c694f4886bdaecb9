"""The index that finds organisations alike: it answers as lists by key would, in a fraction of their room."""

import random
import tracemalloc
from collections import defaultdict

from utblick.identity.blocks import Blocks
from utblick.identity.duplicates import DuplicateFinder
from utblick.identity.resembling import Known

CROWD = 60


def test_it_finds_the_places_that_share_a_key_unless_they_are_a_crowd():
    dice = random.Random(3)
    keys = [hash(f"key {number}") for number in range(700)] + [number << 12 for number in range(100)]
    weights = [40 if number < 5 else 1 for number in range(len(keys))]
    blocks, plain = Blocks(CROWD), defaultdict(list)

    for place in range(3000):
        having = set(dice.choices(keys, weights, k=4))
        expected = {one for key in having if len(plain[key]) <= CROWD for one in plain[key]}
        assert blocks.sharing(having) == expected
        assert blocks.put(place, having) == expected
        for key in having:
            plain[key].append(place)

    assert any(len(places) > CROWD for places in plain.values())


def test_an_organisation_is_kept_in_some_hundred_bytes():
    def companies():
        for number in range(2000):
            yield Known(
                number, f"Exempel Snickeri {number} AB", orgnr=f"55{number:08}", street=f"Storgatan {number}",
                postcode="820 70", town="Bergsjö", phones=(f"0980-31 {number:04}",),
                emails=(f"info@exempel{number}.example",), website=f"www.exempel{number}.example",
                contact=f"Anna Exempel{number}",
            )  # fmt: skip

    DuplicateFinder(companies())  # what is remembered between calls is there by now
    tracemalloc.start()
    finder = DuplicateFinder(companies())
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()

    assert len(finder.keys) == 2000
    assert held / 2000 < 600
