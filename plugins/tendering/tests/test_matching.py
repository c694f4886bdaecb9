import json
from dataclasses import replace
from datetime import datetime

import pytest

from utblick.api import Actor, organisations_in
from utblick_tendering.matching import ALERTING, Matcher, states
from utblick_tendering.matching.kept import kept, told
from utblick_tendering.matching.profile import Profile, drafted
from utblick_tendering.reading import read_file
from utblick_tendering.vocabulary.cpv import MEDIUM, NONE, STRONG, WEAK, relation
from utblick_tendering.vocabulary.words import stems

AS_OF = datetime.fromisoformat("2026-11-23T12:00:00+01:00")


def test_strong_companies_come_before_every_other(notices, register):
    expected = json.loads((notices / "MATCHING_EXPECTED.json").read_text())["notices"]
    rows = json.loads((register.parent / "EXPECTED_registers.json").read_text())["files"][register.name][
        "rows"
    ]
    entities = {row["row"]: row["entity"] for row in rows}
    matcher = Matcher(drafted(one.row, one.values) for one in organisations_in(register))

    for file in sorted(notices.glob("S*.xml")):
        right = expected[file.name[:3]]
        found = [entities[one.profile.key] for one in matcher.matches(read_file(file), AS_OF)]
        strong = {one for one in right["strong"] if one in entities.values()}
        listed = strong | set(right["medium"]) | set(right["weak"])
        assert set(found[: len(strong)]) == strong
        assert set(found) <= listed


def test_only_what_can_be_answered_alerts(notices):
    expected = json.loads((notices / "MATCHING_EXPECTED.json").read_text())["notices"]
    held = {file.name[:3]: read_file(file) for file in notices.glob("S*.xml")}

    judged = states(held, AS_OF)

    assert judged == {name: right["state"] for name, right in expected.items()}
    assert {name: state in ALERTING for name, state in judged.items()} == {
        name: right["alert"] for name, right in expected.items()
    }


def test_codes_are_related_by_their_digits():
    assert relation("30000000", "31500000") == NONE
    assert relation("72000000", "72220000") == STRONG
    assert relation("45212212", "45233141") == MEDIUM
    assert relation("90620000", "90910000") == WEAK


def test_swedish_words_meet_in_their_stems():
    assert {"skol", "möbl"} <= stems("möbler till skolor") & stems("skolmöbler")
    assert stems("snöröjning") & stems("snöröjningen")


def test_command_prints_one_object_per_notice_with_reasons_in_words(cli, notices, register):
    answer = cli(
        "tendering", "match", "--register", str(register), "--notices", str(notices),
        "--as-of", "2026-11-23T12:00:00+01:00", "--json",
    )  # fmt: skip

    lines = [json.loads(line) for line in answer.stdout.splitlines()]
    furniture = next(one for one in lines if one["file"].startswith("S13"))
    assert len(lines) == 15
    assert (furniture["state"], furniture["alert"]) == ("open", True)
    assert furniture["companies"][0]["reasons"][0].startswith("Gäller Skolmöbler")


@pytest.mark.parametrize(
    ("asked", "known", "points", "said"),
    [
        (("SWE", "ENG"), (), 5, "Anbudet får skrivas på svenska."),
        (("FIN", "ENG"), ("en",), 5, "Anbudet får skrivas på engelska, som företaget kan."),
        (
            ("FIN",),
            ("en",),
            0,
            "Anbudet ska skrivas på finska, som företaget inte har angett att det kan.",
        ),
        ((), ("en",), 3, None),
    ],
)
def test_the_language_of_the_tender_counts(furniture, platform, asked, known, points, said):
    lot = replace(furniture().lots[0], languages=asked)
    seller = Profile(key=1, name="Exempel Möbler AB", cpv=("39160000",), languages=frozenset(known))

    [match] = Matcher([seller]).matches(furniture(lots=(lot,), languages=()), AS_OF)

    part = next(one for one in match.parts if one.name == "language")
    spoken = [one for one in told(kept(match.parts), None, AS_OF, "sv") if one.name == "language"]
    with platform.read(Actor("user", language="sv")) as ctx:
        assert (part.points, [ctx.translate(one.said) if one.said else None for one in spoken]) == (
            points,
            [said],
        )
