"""Open contracting data: valid packages of what is held, and packages of others as notices."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import jsonschema_rs
import pytest
from ocdsmerge import Merger

from utblick_tendering.models import Source
from utblick_tendering.queries.notices import current
from utblick_tendering.reading import Change, read_file
from utblick_tendering.service.notices import keep
from utblick_tendering.sources import Asked
from utblick_tendering.sources.errors import SourceSilent
from utblick_tendering.sources.ocds import Ocds
from utblick_tendering.sources.plan import Plan
from utblick_tendering.sources.tables import Tables
from utblick_tendering.sources.web import Answer

DATA = Path(__file__).parents[3] / "tests/data/ocds"
SCHEMA = json.loads((DATA / "release-schema-1.1.json").read_text())


@pytest.fixture(scope="module")
def mistakes():
    """What the schema of the standard finds wrong in a package."""
    whole = json.loads((DATA / "release-package-schema-1.1.json").read_text())
    whole["properties"]["releases"]["items"] = {"$ref": SCHEMA["id"]}
    registry = jsonschema_rs.Registry([(SCHEMA["id"], SCHEMA)])
    validator = jsonschema_rs.Draft4Validator(whole, registry=registry)
    return lambda package: [str(one) for one in validator.iter_errors(package)]


@pytest.fixture
def held(platform, notices, tmp_path):
    """Every made-up notice, one of a table and one of a plan; gives the number of records."""
    table = tmp_path / "a.csv"
    table.write_text("Rubrik;Köpare;CPV;Värde\nLekplats;Exempelby kommun;37535200;0,10\n", "utf-8")
    plan = tmp_path / "p.csv"
    plan.write_text("Vad;När\nBro;Q2 2027\n", "utf-8")
    with platform.write() as ctx:
        read = [read_file(file) for file in sorted(notices.glob("S*.xml"))]
        cancelled = replace(
            read[2],
            notice_id="00000000-0000-4000-8000-000000000001",
            publication_number=None,
            change=Change(f"{read[2].notice_id}-01", "cancel"),
        )
        made = {keep(ctx, one).notice_id for one in (*read, cancelled)}
        for found in (
            *Tables().found(Asked(file=table)),
            *Plan("212000-2312", "Exempelby").found(Asked(file=plan)),
        ):
            made.add(keep(ctx, found.notice, keys=found.keys).notice_id)
    return made


def test_what_is_held_is_a_valid_package_page_by_page(client, held, mistakes):
    address, releases = "/tendering/ocds.json?limit=7", []
    while address:
        answer = client.get(address)
        package = json.loads(answer.content)
        assert (answer.status_code, mistakes(package)) == (200, [])
        releases += package["releases"]
        address = package.get("links", {}).get("next", "").partition("/tendering/")[2]
        address = address and f"/tendering/{address}"

    assert len(releases) == len(held)
    assert len({one["id"] for one in releases}) == len(held)
    tags = {tag for one in releases for tag in one["tag"]}
    assert {"planning", "tender", "tenderCancellation", "award"} <= tags
    awarded = next(one for one in releases if one["tag"] == ["award"] and one.get("awards"))
    assert {"supplier", "buyer"} <= {role for party in awarded["parties"] for role in party["roles"]} | {
        "supplier"
    }


def test_the_mistakes_of_a_package_would_be_found(mistakes):
    package = json.loads((DATA / "release-package-gavleborg-pahittat.json").read_text())
    assert mistakes(package) == []
    del package["releases"][0]["ocid"]
    package["releases"][1]["tag"] = ["no such tag"]
    assert len(mistakes(package)) >= 2


def test_releases_are_merged_as_the_standard_says(client, held):
    releases = json.loads(client.get("/tendering/ocds.json?limit=500").content)["releases"]
    by_procurement = {}
    for one in releases:
        by_procurement.setdefault(one["ocid"], []).append(one)

    for ocid, several in by_procurement.items():
        record = Merger(SCHEMA).create_compiled_release(several)
        assert (record["ocid"], record["tag"]) == (ocid, ["compiled"])
        assert record["tender"]["id"] == max(several, key=lambda one: one["date"])["tender"]["id"]


def test_amounts_are_exactly_what_was_published(client, held):
    text = client.get("/tendering/ocds.json?limit=500").text

    amounts = {
        str(one["tender"]["value"]["amount"])
        for one in json.loads(text, parse_float=Decimal)["releases"]
        if "value" in one["tender"]
    }
    assert {"0.10", "12400000"} <= amounts


def test_a_period_and_a_wrong_question(client, held):
    found = json.loads(client.get("/tendering/ocds.json?from=2026-11-16&to=2026-11-16").content)["releases"]

    assert {one["date"][:10] for one in found} == {"2026-11-16"}
    for wrong in ("from=igår", "limit=0", "limit=x", "after=1"):
        assert client.get(f"/tendering/ocds.json?{wrong}").status_code == 422


def test_nobody_reads_it_without_signing_in(client_as):
    assert client_as(None).get("/tendering/ocds.json").status_code in {302, 303, 401}


def test_what_was_exported_comes_back_as_the_same_records(platform, client, held, tmp_path):
    file = tmp_path / "package.json"
    file.write_bytes(client.get("/tendering/ocds.json?limit=500").content)

    with platform.write() as ctx:
        source = Source(title="Öppna data", kind="ocds")
        ctx.session.add(source)
        ctx.session.flush()
        found = list(Ocds().found(Asked(file=file)))
        kept = [keep(ctx, one.notice, source_id=source.id, keys=one.keys) for one in found]

    assert {one.outcome for one in kept} == {"same"}
    assert {one.notice_id for one in kept} == held


def test_elsewhere_the_package_says_the_same(platform, client, held, tmp_path):
    file = tmp_path / "package.json"
    file.write_bytes(client.get("/tendering/ocds.json?limit=500").content)
    with platform.read() as ctx:
        asking = [one for one in (current(ctx, id_) for id_ in held) if one.form_type == "competition"]
    there = {one.notice_id: one for one in asking if one.notice_id}

    compared = 0
    for one in (found.notice for found in Ocds().found(Asked(file=file))):
        if one.notice_id in there:
            compared += 1
            other = there[one.notice_id]
            assert (one.title, one.cpv_all, one.estimated_value) == (
                other.title, other.cpv_all, other.estimated_value,
            )  # fmt: skip
            assert [(lot.id, lot.value) for lot in one.lots] == [(lot.id, lot.value) for lot in other.lots]
    assert compared == len(there)


def test_the_command_writes_a_valid_package(cli, platform, held, mistakes, tmp_path):
    file = tmp_path / "out.json"

    answer = cli("tendering", "ocds", "export", str(file), "--from", "2026-11-01", "--to", "2026-11-30")

    package = json.loads(file.read_text("utf-8"))
    assert mistakes(package) == []
    assert answer.stdout.startswith(f"{len(package['releases'])} releases")
    assert 0 < len(package["releases"]) < len(held)


def test_a_package_of_others_is_read(platform):
    found = list(Ocds().found(Asked(file=DATA / "release-package-gavleborg-pahittat.json")))

    first = found[0].notice
    assert len(found) == 4
    assert (first.title, first.cpv) == (
        {"SWE": "Snöröjning och halkbekämpning i Nordanstigs kommun"}, ("90620000", "90630000"),
    )  # fmt: skip
    assert (str(first.estimated_value.amount), first.deadlines) == (
        "12400000.0",
        ("2026-12-18T23:59:00+01:00",),
    )
    assert first.buyers[0].identifier == "212000-2312"


def test_the_example_of_the_standard_is_read_from_plan_to_contract():
    found = [
        one.notice
        for file in sorted(DATA.glob("ocds-213czf-*.json"))
        for one in Ocds().found(Asked(file=file))
    ]

    assert [one.form_type for one in found] == ["planning", "competition", "competition", "result", "result"]
    assert found[1].cpv == ("45233130", "45233162")
    assert found[1].deadlines == ("2010-04-01T18:00:00Z",)
    assert [one.name for one in found[3].winners] == [{"ENG": "AnyCorp Cycle Provision"}]


def test_a_package_is_fetched_from_an_address_and_nothing_else_is_taken_for_one(tmp_path):
    content = (DATA / "release-package-gavleborg-pahittat.json").read_bytes()
    fetched = Ocds(lambda *_a, **_b: Answer(200, content), resolve=lambda _host: ["93.184.216.34"])
    assert len(list(fetched.found(Asked(address="https://data.example/ocds.json")))) == 4

    file = tmp_path / "no.json"
    for wrong in (b"", b"{}", b"[1]", b"[" * 200_000, b'{"releases": 3}'):
        file.write_bytes(wrong)
        with pytest.raises(SourceSilent):
            list(Ocds().found(Asked(file=file)))
    file.write_bytes(b'{"releases": [3, {"ocid": "a"}, {"ocid": "a", "id": 1e400}]}')
    assert all(one.refused for one in list(Ocds().found(Asked(file=file)))[:2])
