"""Own wordings travel in a blueprint: shown before, put in where they fit, and said where they do not."""

import json

import pytest
from click.testing import CliRunner

from utblick import log
from utblick.blueprints.contents import take_out
from utblick.blueprints.document import read_document
from utblick.blueprints.signing import make_key, sign_document
from utblick.cli.main import cli as command
from utblick.platform import assemble
from utblick.settings import Settings
from utblick.settings.load import load_settings
from utblick.testing.client import signed_in_client
from utblick.texts import own
from utblick.texts.saying import page_text
from utblick.texts.wording import Wording

OPEN, RESET = "partnerships/page/open", "mail/access/reset"
WORDS = "Företag i Nordanstig och {municipality} söker vänner.\n\nNordanstigs kommun hjälper till."


@pytest.fixture
def given(platform, tmp_path):
    """Nordanstig's file, with two own wordings that travel and one that names an address of theirs."""
    key = make_key(tmp_path / "key")
    with platform.write() as ctx:
        for name, language, words in (
            (OPEN, "sv", Wording("", WORDS)),
            (RESET, "sv", Wording("Byt lösenord", "{url}")),
            (RESET, "en", Wording("Change it", "{url} or write to ulla@nordanstig.example")),
        ):
            own.write(ctx, own.text_named(ctx, name), language, words, seen=None)
    with platform.read() as ctx:
        taken = take_out(ctx, name="nordanstig", version=1, title="Nordanstigs modell")

    def made(change=lambda plain: None):
        plain = json.loads(taken.document.content)
        plain |= {"plugins": [{"name": "partnerships"}], "settings": {}}
        change(plain)
        document = read_document(json.dumps({"utblick_blueprint": 1, "blueprint": plain}).encode())
        file = tmp_path / "given.json"
        file.write_bytes(sign_document(document, tmp_path / "key").written())
        return file

    return made, key, taken


@pytest.fixture
def hofors(tmp_path, given):
    def make(*plugins):
        file = tmp_path / "utblick.toml"
        named = ", ".join(f'"{name}"' for name in plugins)
        file.write_text(
            f'plugins = [{named}]\ndata_folder = "{tmp_path}"\n[municipality]\ncode = "2104"\n'
            f'[blueprints.signers]\nnordanstig = "{given[1]}"\n'
        )
        return file

    return make


@pytest.fixture
def utblick():
    yield lambda file, *words: CliRunner().invoke(
        command, ["--settings", str(file), "blueprint", *map(str, words)]
    )
    log.configure(Settings(), level="CRITICAL")


def said_at(file, name, language="sv"):
    platform = assemble(load_settings(file, {}))
    try:
        with platform.read() as ctx:
            return own.view(ctx, own.text_named(ctx, name), language).wording, page_text(
                ctx.in_language(language), OPEN
            )
    finally:
        platform.close()


def test_own_words_are_put_in_by_one_command_with_the_name_of_the_next_municipality(given, hofors, utblick):
    file, given_file = hofors("evaluation"), given[0]()

    installed = utblick(file, "install", given_file, "--yes")
    compared = utblick(file, "diff", given_file)

    reset, introduction = said_at(file, RESET)
    assert (installed.exit_code, compared.exit_code) == (0, 0), installed.output + compared.output
    assert reset == Wording("Byt lösenord", "{url}")
    assert introduction == ("Företag i Hofors och Hofors kommun söker vänner.", "Hofors kommun hjälper till.")


def test_a_text_with_an_address_of_ours_stays_and_is_named(given):
    taken = given[2]

    assert set(taken.document.blueprint.parts["core.texts"]) == {f"{OPEN}/sv", f"{RESET}/sv"}
    assert f"core.texts/{RESET}/en" in taken.left_out


def test_what_does_not_fit_here_is_said_with_its_reason_and_not_put_in(given, hofors, utblick):
    def changed(plain):
        plain["plugins"] = []
        plain["parts"]["core.texts"] |= {
            f"{RESET}/sv": {"subject": "Byt", "body": "Ring oss!"},
            f"{RESET}/de": {"subject": "Neu", "body": "{url}"},
            "fishery/mail/boat/sv": {"subject": "Båt", "body": "Hej!"},
            "mail/access/farewell/sv": {"subject": "Hej då", "body": "Hej!"},
            f"{RESET}/en": {"subject": "New", "body": "{url}", "html": "<b>"},
        }

    file, given_file = hofors("evaluation"), given[0](changed)
    installed = utblick(file, "install", given_file, "--yes")
    compared = utblick(file, "diff", given_file, "--json")
    steps = {one["step"]: one for one in json.loads(compared.output)["steps"]}

    notes = {
        name.removeprefix("core.texts/"): (one["standing"], one["note"])
        for name, one in steps.items()
        if name.startswith("core.texts/")
    }
    assert installed.exit_code == 0
    assert notes == {
        f"{OPEN}/sv": ("waits", "It is taken over once the plugin partnerships runs."),
        f"{RESET}/sv": ("blocked", "{url} must stand in the text: without it the text is of no use."),
        f"{RESET}/de": ("blocked", "The language de is not used here."),
        f"{RESET}/en": ("blocked", "html cannot be read"),
        "fishery/mail/boat/sv": ("missing", "It belongs to a plugin that is not installed."),
        "mail/access/farewell/sv": ("blocked", "The version here has no such text."),
    }


def test_the_page_shows_the_words_and_ours_stay_unless_they_are_ticked(given, hofors, standing):
    platform = standing.on_sqlite(load_settings(hofors("evaluation", "partnerships"), {}))
    with platform.write() as ctx:
        own.write(ctx, own.text_named(ctx, RESET), "sv", Wording("Vårt", "{url}"), seen=None)
    client = signed_in_client(platform, standing.app(platform), "administrator", language="sv")
    place = client.post(
        "/admin/blueprints",
        data={"csrf_token": client.csrf},
        files={"file": ("given.json", given[0]().read_bytes())},
    ).headers["location"]

    def subject():
        with platform.read() as ctx:
            return own.view(ctx, own.text_named(ctx, RESET), "sv").wording.subject

    shown = client.get(place).text
    client.submit(f"{place}/install", {"take": [f"core.texts/{OPEN}/sv"]})
    kept = subject()
    client.submit(f"{place}/install", {"take": [f"core.texts/{RESET}/sv"]})

    assert "Egna texter" in shown and "Vårt → Byt lösenord" in shown
    assert "Företag i Hofors och {the municipality} söker vänner." in shown
    assert (kept, subject()) == ("Vårt", "Byt lösenord")
    assert "Företag i Hofors och Hofors kommun söker vänner." in client.get("/partnerships/open").text
    platform.close()
