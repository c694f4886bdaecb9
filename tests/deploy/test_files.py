"""Every file of deploy/ by the checker of the program that reads it."""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from utblick.bus.server import find_binary
from utblick.settings.load import load_settings
from utblick.settings.production import unfit

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
SETTINGS = {
    "nordanstig": (
        "export_deals",
        "tendering",
        "evaluation",
        "twinning",
        "university_node",
        "partnerships",
        "seminars",
        "dissemination",
    ),
    "hudiksvall": ("export_deals", "tendering", "evaluation"),
    "ockelbo": ("twinning",),
    "gavleborg": ("county_hub",),
}
UNITS = sorted((DEPLOY / "systemd").iterdir())
SCRIPTS = sorted([*(DEPLOY / "server").iterdir(), *(DEPLOY / "tools").glob("*.sh")])


def run(*command, **more):
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, timeout=120, check=False, **more
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def secrets(tmp_path_factory):
    """The secrets of Nordanstig, as the script makes them."""
    folder = tmp_path_factory.mktemp("deploy") / "secrets"
    code, said = run("sh", DEPLOY / "server/secrets.sh", folder, "2132")
    assert code == 0, said
    return folder


def environment_of(*files):
    lines = [line for file in files for line in file.read_text().splitlines()]
    return dict(line.split("=", 1) for line in lines)


@pytest.mark.parametrize("name", SETTINGS)
def test_settings_are_fit_for_production_with_their_secrets(name, secrets):
    settings = load_settings(DEPLOY / f"settings/{name}.toml", environment_of(secrets / "utblick.env"))

    assert settings.plugins == SETTINGS[name]
    assert settings.sign_in.second_factor == "administrators"
    assert [str(mistake) for mistake in unfit(settings)] == []


def test_settings_hold_no_secret():
    named = {file.name for file in (DEPLOY / "settings").iterdir() if "password" in file.read_text()}

    assert named == set()


@pytest.mark.parametrize("county", [False, True], ids=["alone", "with the county"])
def test_the_cluster_is_one_that_nats_would_start(tmp_path, secrets, county):
    shutil.copytree(DEPLOY / "nats", tmp_path / "nats")
    environment = environment_of(secrets / "nats.env", secrets / "nats-1.env")
    if county:
        shutil.copy(DEPLOY / "nats/county.conf", tmp_path / "nats/accounts.conf")
        # The one of NATS's own documentation.
        environment["NATS_COUNTY_KEY"] = "SUAEL6GG2L2HIF7DUGZJGMRUFKXELGGYFMHF76UO2AYBG3K4YLWR3FKC2Q"

    code, said = run(find_binary(), "-t", "-c", tmp_path / "nats/cluster.conf", env=os.environ | environment)

    assert (code, "is valid" in said) == (0, True), said


def test_haproxy_takes_its_file(tmp_path, program, adapted):
    certificate = tmp_path / "utblick.pem"
    run("sh", DEPLOY / "server/certificate.sh", certificate, "utblick.nordanstig.example")
    file = tmp_path / "haproxy.cfg"
    file.write_text(adapted("proxy/haproxy.cfg", {"/etc/haproxy/utblick.pem": certificate}))
    webs = {"UTBLICK_WEB1": "127.0.0.1:8001", "UTBLICK_WEB2": "127.0.0.1:8002"}

    code, said = run(program("haproxy"), "-c", "-f", file, env=os.environ | webs)

    assert (code, said.strip()) == (0, "Configuration file is valid")


def test_units_are_right_and_leave_little_open(tmp_path, program):
    here = {"nats-server": find_binary(), "utblick": Path(sys.executable).with_name("utblick")}
    for unit in UNITS:
        text = unit.read_text()
        for name, place in here.items():
            text = text.replace(f"/opt/utblick/current/bin/{name}", str(place))
        (tmp_path / unit.name.replace("@", "@1")).write_text(text)
    units = sorted(tmp_path.iterdir())
    analyze = program("systemd-analyze")

    assert run(analyze, "verify", *units) == (0, "")
    for unit in (one for one in units if one.suffix == ".service"):
        code, said = run(analyze, "security", "--offline=true", "--threshold=20", "--no-pager", unit)
        assert code == 0, said


@pytest.fixture(scope="module")
def compose():
    import yaml

    return yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))


def test_compose_file_follows_the_specification(compose):
    from jsonschema_rs import validator_for

    place = ROOT / ".venv/node/node_modules/dclint/schemas/compose.schema.json"
    if not place.is_file():
        pytest.skip("the schema of compose files that npm fetches for the tests of deploy/ is not here")
    schema = validator_for(json.loads(place.read_text(encoding="utf-8")))

    assert [error.message for error in schema.iter_errors(compose)] == []
    assert schema.is_valid(compose | {"services": {"web": {"imagine": "utblick"}}}) is False


def test_what_containers_write_to_is_what_they_are_given(compose):
    ours = {name: one for name, one in compose["services"].items() if name != "database"}

    assert all(one["read_only"] and one["cap_drop"] == ["ALL"] for one in ours.values())
    assert {name for name in ours if name.startswith(("web", "worker", "nats"))} == {
        "web1", "web2", "worker1", "worker2", "nats1", "nats2", "nats3",
    }  # fmt: skip


def test_images_are_named_without_a_host(compose):
    named = re.findall(r"^FROM (\S+)", (DEPLOY / "Containerfile").read_text(), re.MULTILINE)
    named += [one["image"] for one in compose["services"].values()]

    assert [name for name in named if "/" in name] == []


def test_containerfile_passes_its_linter():
    hadolint = Path(sys.executable).with_name("hadolint")
    if not hadolint.is_file():
        pytest.skip("hadolint, for the tests of deploy/, is not installed")

    assert run(hadolint, DEPLOY / "Containerfile") == (0, "")


def test_scripts_pass_their_linter(program):
    assert run(program("shellcheck"), *SCRIPTS) == (0, "")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_says_what_it_is_for_and_can_be_run(script):
    assert script.read_text().startswith("#!/bin/sh\n# ")
    assert os.access(script, os.X_OK)


def test_secrets_are_made_once_and_are_nobody_elses(secrets):
    before = {file: file.read_text() for file in secrets.iterdir()}

    code, said = run("sh", DEPLOY / "server/secrets.sh", secrets, "2132")

    assert (code, said.count("stays as it is")) == (0, len(before))
    assert {file: file.read_text() for file in secrets.iterdir()} == before
    assert {stat.S_IMODE(file.stat().st_mode) for file in before} == {0o600}
    told = environment_of(secrets / "nats.env")
    assert told["HOUSE_PASSWORD"] == environment_of(secrets / "utblick.env")["UTBLICK_BUS__PASSWORD"]
    assert len({value for name, value in told.items() if name.endswith("PASSWORD")}) == 3


def test_servers_on_machines_of_their_own_find_one_another(tmp_path):
    run("sh", DEPLOY / "server/secrets.sh", tmp_path, "2132", "a=nats1.example", "b=nats2.example")

    told = environment_of(tmp_path / "nats.env", tmp_path / "nats-b.env")
    assert (told["NATS_NAME"], told["NATS_LISTEN"]) == ("b", "0.0.0.0:4222")
    assert re.findall(r"@([^,\]]+)", told["NATS_ROUTES"]) == ["nats1.example:6222", "nats2.example:6222"]


def test_of_two_upgrades_at_once_on_sqlite_one_waits_for_the_other(tmp_path, clean, upgrade_twice):
    settings = {"UTBLICK_DATA_FOLDER": str(tmp_path), "UTBLICK_PLUGINS": ""}

    assert upgrade_twice(clean | settings) == ["Already up to date.\n", "Upgraded: core\n"]
