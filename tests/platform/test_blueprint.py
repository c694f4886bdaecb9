"""One municipality's way of working at another one: shown before, done once, and what is our own stays."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlmodel import select

from utblick import log
from utblick.access.roles import create_role, roles
from utblick.blueprints.contents import take_out, tell_made
from utblick.blueprints.document import read_document
from utblick.blueprints.models import HeldBlueprint
from utblick.blueprints.signing import make_key, sign_document
from utblick.cli.main import cli as command
from utblick.platform import assemble
from utblick.settings import Settings
from utblick.settings.load import load_settings
from utblick.testing.client import signed_in_client
from utblick_evaluation import releasing, service
from utblick_evaluation.models import Goal, Release
from utblick_evaluation.presets import load_pilot

EXAMPLE = Path(__file__).parents[2] / "deploy/blueprints/nordanstig.blueprint.json"
HOFORS = """\
# Hofors, since this autumn
plugins = [{plugins}]  # what we have
{more}
[municipality]
code = "2104"

[blueprints.signers]
nordanstig = "{key}"
"""


@pytest.fixture
def key(tmp_path):
    """The public key of Nordanstig, and where the private one lies."""
    return make_key(tmp_path / "nordanstig.key"), tmp_path / "nordanstig.key"


@pytest.fixture
def nordanstig(platform, key):
    """The file that Nordanstig signs: with its goals, and a role of its own."""
    with platform.write() as ctx:
        load_pilot(ctx, date(2026, 1, 1), date(2027, 12, 31))
        create_role(ctx, title="Vänortsvärd", permissions=["twinning.read", "core.read"])
        goal = ctx.session.exec(select(Goal).where(Goal.code == "M4")).one()
        goal.description = "Fem avtal för företag i Nordanstig, enligt Nordanstigs kommun."
        ctx.session.add(goal)
    with platform.write() as ctx:
        taken = take_out(ctx, name="nordanstig", version=1, title="Nordanstigs modell")
        document = sign_document(taken.document, key[1])
        tell_made(ctx, document)
    return document


@pytest.fixture
def hofors(tmp_path, key):
    """Writes the settings file of a fresh installation of another municipality."""

    def make(*plugins, more="", trusted=key[0]):
        file = tmp_path / "hofors" / "utblick.toml"
        file.parent.mkdir(exist_ok=True)
        named = ", ".join(f'"{name}"' for name in plugins)
        file.write_text(
            HOFORS.format(plugins=named, key=trusted, more=f'data_folder = "{file.parent}"\n{more}')
        )
        return file

    return make


@pytest.fixture
def utblick():
    """Runs the command on an installation by its settings file."""
    yield lambda file, *words: CliRunner().invoke(
        command, ["--settings", str(file), "blueprint", *map(str, words)]
    )
    log.configure(Settings(), level="CRITICAL")


@pytest.fixture
def house(standing):
    """A running platform with the settings of a file, on fresh tables."""
    made = []

    def open_at(file):
        made.append(standing.on_sqlite(load_settings(file, {})))
        return made[-1]

    yield open_at
    for one in made:
        one.close()


def test_nothing_of_one_municipality_alone_travels(nordanstig):
    said = nordanstig.written().decode()

    assert "Nordanstig" not in said.replace("Nordanstigs modell", "")
    assert "61.98" not in said
    goal = nordanstig.blueprint.parts["evaluation.goals"]["M4"]
    assert goal["description"] == "Fem avtal för företag i {municipality}, enligt {municipality in full}."
    assert goal["rule"]["event"] == "export_deals.agreement.confirmed"
    assert {"plugin.twinning.latitude", "plugin.tendering.own_buyers"}.isdisjoint(
        nordanstig.blueprint.settings
    )
    assert "vanortsvard" in nordanstig.blueprint.roles


def test_the_pilot_of_the_example_is_installed_at_another_municipality_by_one_command(hofors, utblick, house):
    file = hofors(trusted=json.loads(EXAMPLE.read_text())["signatures"][0]["key"])

    installed = utblick(file, "install", EXAMPLE, "--yes")
    again = utblick(file, "install", EXAMPLE, "--yes")
    compared = utblick(file, "diff", EXAMPLE)

    assert (installed.exit_code, again.exit_code, compared.exit_code) == (0, 0, 0), installed.output
    assert "Not possible here" not in installed.output
    assert "Nothing was changed" in again.output
    assert load_settings(file, {}).plugins == Settings().plugins
    assert file.read_text().startswith("# Hofors, since this autumn\n")
    platform = assemble(load_settings(file, {}))
    with platform.read() as ctx:
        goals = ctx.session.exec(select(Goal).order_by(Goal.code)).all()
        held = ctx.session.exec(select(HeldBlueprint)).one()
    platform.close()
    assert [(goal.code, goal.state) for goal in goals] == [(f"M{n}", "draft") for n in range(1, 8)]
    assert held.installed_at is not None


def test_what_nobody_trusted_has_signed_is_said_and_not_installed(hofors, utblick, nordanstig, tmp_path):
    stranger = make_key(tmp_path / "stranger.key")
    file, given = hofors(trusted=stranger), tmp_path / "given.json"
    given.write_bytes(nordanstig.written())
    before = file.read_text()

    verified, refused = utblick(file, "verify", given), utblick(file, "install", given, "--yes")
    given.write_bytes(nordanstig.written().replace(b"Nordanstigs modell", b"Nordanstigs mOdell"))
    forged = utblick(file, "install", given, "--yes", "--untrusted")

    assert (verified.exit_code, refused.exit_code, forged.exit_code) == (1, 1, 1)
    assert "which nobody here has said to trust" in verified.output
    assert "was changed after it was signed" in forged.output
    assert file.read_text() == before


def brought(client, document):
    answer = client.post(
        "/admin/blueprints",
        data={"csrf_token": client.csrf},
        files={"file": ("nordanstig.blueprint.json", document.written())},
    )
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def signed_in(platform, standing, language="sv"):
    return signed_in_client(platform, standing.app(platform), "administrator", language=language)


def test_the_page_shows_each_step_before_and_the_next_start_is_said(hofors, house, nordanstig, standing):
    file = hofors("evaluation", "twinning", more="[plugin.twinning]\nfirms_needed = 2\n")
    client = signed_in(house(file), standing)
    place = brought(client, nordanstig)
    before = file.read_text()

    shown = client.get(place).text
    unchanged = file.read_text()
    takes = [
        "plugins/export_deals",
        "settings/plugin.twinning.firms_needed",
        "roles/vanortsvard",
        "evaluation.goals/M4",
    ]
    done = client.submit(f"{place}/install", {"take": takes})

    assert unchanged == before
    assert "Exportavtal" in shown and "2 → 1" in shown and "företag i Hofors, enligt Hofors kommun" in shown
    assert all(f'value="{one}"' in shown for one in takes)
    assert done.status_code == 303
    coming = load_settings(file, {})
    assert coming.plugins == ("evaluation", "twinning", "export_deals")
    assert coming.plugin["twinning"] == {"firms_needed": 1}
    assert "börjar gälla vid nästa start" in client.get(place).text


def test_our_own_goals_and_roles_stay_unless_somebody_ticks_them(hofors, house, nordanstig, standing):
    platform = house(hofors("evaluation", "twinning"))
    with platform.write() as ctx:
        load_pilot(ctx, date(2026, 1, 1), date(2027, 12, 31))
        own = ctx.session.exec(select(Goal).where(Goal.code == "M5")).one()
        service.change_goal(ctx, own, {"target": Decimal(3)})
    client = signed_in(platform, standing)
    place = brought(client, nordanstig)

    def target():
        with platform.read() as ctx:
            return ctx.session.exec(select(Goal.target).where(Goal.code == "M5")).one()

    shown = client.get(place).text
    client.submit(f"{place}/install", {"take": ["roles/vanortsvard"]})
    kept = target()
    client.submit(f"{place}/install", {"take": ["evaluation.goals/M5"]})

    assert "3 → 2" in shown
    assert (kept, target()) == (3, 2)
    with platform.read() as ctx:
        assert roles(ctx.session, platform.registry)["vanortsvard"].permissions == {
            "twinning.read",
            "core.read",
        }


def test_an_unknown_signer_can_be_looked_at_and_not_installed(hofors, house, nordanstig, standing, tmp_path):
    file = hofors("evaluation", "twinning", trusted=make_key(tmp_path / "other.key"))
    client = signed_in(house(file), standing, language="en")
    place = brought(client, nordanstig)

    shown, refused = (
        client.get(place).text,
        client.submit(f"{place}/install", {"take": ["plugins/tendering"]}),
    )

    assert "which nobody here has said to trust" in shown
    assert "Install what is ticked" not in shown
    assert refused.status_code == 403
    assert load_settings(file, {}).plugins == ("evaluation", "twinning")


def test_plugins_that_are_missing_or_would_fail_are_named_and_left(hofors, house, nordanstig, standing, key):
    plain = json.loads(nordanstig.content)
    plain["plugins"] += [{"name": "fishery", "version": "2.1"}]
    plain["settings"] |= {
        "plugin.twinning.firms_needed": 5000,
        "plugin.twinning.latitude": 10.0,
        "sign_in.passwords": False,
        "plugin.fishery.boats": 3,
    }
    document = sign_document(
        read_document(json.dumps({"utblick_blueprint": 1, "blueprint": plain}).encode()), key[1]
    )
    file = hofors("evaluation", "twinning")
    client = signed_in(house(file), standing, language="en")
    place = brought(client, document)

    shown = client.get(place).text
    client.submit(f"{place}/install", {"take": [f"settings/{name}" for name in plain["settings"]]})

    assert "Version 2.1 is wanted. Install it on the server first." in shown
    assert shown.count("Not installed") == 2
    assert "It would be set aside" in shown
    assert shown.count("no such setting that may travel") == 2
    assert "passwords" not in file.read_text() and "5000" not in file.read_text()


def test_a_setting_of_the_environment_is_left_to_whoever_set_it(
    hofors, house, nordanstig, utblick, tmp_path, monkeypatch
):
    monkeypatch.setenv("UTBLICK_PLUGINS", "evaluation")
    file, given = hofors("evaluation"), tmp_path / "given.json"
    house(file)
    given.write_bytes(nordanstig.written())

    compared = utblick(file, "diff", given, "--json")

    steps = {one["step"]: one for one in json.loads(compared.output)["steps"]}
    assert compared.exit_code == 1
    assert steps["plugins/twinning"]["standing"] == "blocked"
    assert "environment of the server" in steps["plugins/twinning"]["note"]


def test_the_sixth_goal_is_reached_by_a_whole_model_that_others_have_tried(
    platform, nordanstig, deliver, client
):
    deliver()
    with platform.read() as ctx:
        row = ctx.session.exec(select(Release)).one()
        reading = ctx.session.exec(select(Goal.reading).where(Goal.code == "M6"))
        assert (row.state, reading.one(), releasing.missing(row)) == ("draft", 0, [])

    def reads():
        deliver()
        with platform.read() as ctx:
            return ctx.session.exec(select(Goal.reading).where(Goal.code == "M6")).one()

    place = f"/evaluation/blueprints/{row.id}"
    client.submit(f"{place}/do/release", {"proven_by": "Hofors kommun"})
    released = reads()
    client.submit(f"{place}/do/withdraw", {"asked": "1"})

    assert (released, reads()) == (1, 0)


def test_a_file_that_is_no_whole_model_is_not_released(platform, deliver):
    with platform.write() as ctx:
        tell_made(ctx, take_out(ctx, name="nordanstig", version=1, title="Utan mål").document)
    deliver()

    with platform.read() as ctx:
        row = ctx.session.exec(select(Release)).one()

    assert {str(one) for one in releasing.missing(row)} == {"it is not signed", "it holds no goals"}
