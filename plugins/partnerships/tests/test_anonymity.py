"""The anonymity check on fifty profiles, each with something planted in it, and on the same ones without."""

import time
import tomllib
from pathlib import Path

import pytest

from utblick_partnerships.anonymity import Known, find_leaks, mark, marked

SET = tomllib.loads((Path(__file__).parent / "data/profiles.toml").read_text("utf-8"))
KNOWN = Known(
    client=(SET["client"],),
    organisations=SET["organisations"],
    people=SET["people"],
    contacts=SET["contacts"],
    brands=SET["brands"],
)
PLANTED = [(number, one["text"], one["leak"]) for number, one in enumerate(SET["planted"])]


def profile_with(number, text):
    """The planted sentence in the middle of one of the texts that give nobody away."""
    sentences = SET["clean"][number % len(SET["clean"])].split(". ")
    place = 1 + number % (len(sentences) - 1)
    return ". ".join([*sentences[:place], text.rstrip("."), *sentences[place:]])


def test_the_set_holds_fifty_profiles():
    assert len(PLANTED) == 50


@pytest.mark.parametrize(("number", "text", "leak"), PLANTED, ids=[leak for _n, _t, leak in PLANTED])
def test_what_was_planted_is_found(number, text, leak):
    whole = profile_with(number, text)
    begins = whole.index(leak)

    covered = {at for one in find_leaks(whole, KNOWN) for at in range(one.start, one.end)}

    letters = [at for at in range(begins, begins + len(leak)) if whole[at].isalnum()]
    assert [at for at in letters if at not in covered] == []


def test_texts_that_give_nobody_away_raise_no_alarm():
    alarms = [(leak.kind, leak.found) for text in SET["clean"] for leak in find_leaks(text, KNOWN)]

    assert alarms == []


def test_a_planted_sentence_raises_one_alarm_and_no_more():
    counts = [len(find_leaks(profile_with(number, text), KNOWN)) for number, text, _leak in PLANTED]

    assert sum(counts) - len(counts) <= 2


def test_pieces_make_the_text_again_and_a_reason_holds_for_the_same_findings_only():
    text = "Skriv till order@demosag.example eller ring 070-174 06 05."
    leaks = find_leaks(text, KNOWN)

    assert "".join(piece for piece, _leak in marked(text, leaks)) == text
    assert mark(leaks) == mark(find_leaks("Ring 070-174 06 05, order@demosag.example", KNOWN))
    assert mark(leaks) != mark(leaks[:1])
    assert mark([]) == ""


def test_a_register_of_fifty_thousand_names_is_gone_through_in_time():
    names = [f"Provbolag {number:05} Verkstad AB" for number in range(50_000)]
    began = time.perf_counter()

    leaks = find_leaks(profile_with(0, PLANTED[0][1]), Known(client=(SET["client"],), organisations=names))

    assert [leak.kind for leak in leaks] == ["client"]
    assert time.perf_counter() - began < 2
