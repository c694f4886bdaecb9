"""Plugins are switched on and off in the settings file, which keeps its comments, or nothing is changed."""

import json
from importlib.metadata import EntryPoint

import pytest

from utblick.errors import Conflict, Misconfigured, NotFound
from utblick.plugins.enabling import disable, enable
from utblick.plugins.survey import Standing, known_plugins
from utblick.settings import Settings
from utblick.settings.load import load_settings

POINTS = [
    EntryPoint(name, f"utblick_{name}.plugin", "utblick.plugins") for name in ("export_deals", "evaluation")
]
WRITTEN = """\
# Nordanstig, production
environment = "production"  # in earnest
plugins = [
    "export_deals",  # since spring
    # the goals come later
]

[web]
port = 21500  # behind the proxy
"""


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "utblick.toml"
    made.write_text(WRITTEN)
    return made


def test_a_plugin_is_added_and_taken_away_and_not_a_word_else_changes(file):
    added = enable(load_settings(file, {}), "evaluation")
    with_it = file.read_text()
    removed = disable(load_settings(file, {}), "evaluation")

    assert (added.plugins, added.changed) == (("export_deals", "evaluation"), True)
    assert with_it == WRITTEN.replace("later\n", 'later\n    "evaluation"\n')
    assert (removed.plugins, file.read_text()) == (("export_deals",), WRITTEN)


def test_switching_twice_changes_nothing(file):
    assert enable(load_settings(file, {}), "export_deals").changed is False
    assert disable(load_settings(file, {}), "evaluation").changed is False
    assert file.read_text() == WRITTEN


def line_without(plugin):
    """The line that names what is enabled from the start, but for one."""
    return f"plugins = {json.dumps([name for name in Settings().plugins if name != plugin])}"


def test_without_a_file_one_is_made_that_names_the_default_and_the_change(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    disable(load_settings(environment={}), "evaluation")

    assert (tmp_path / "utblick.toml").read_text() == f"{line_without('evaluation')}\n"


def test_a_file_that_says_nothing_of_plugins_gets_a_line_above_its_tables(file):
    file.write_text("# ours\n\n[web]\nport = 1\n")

    disable(load_settings(file, {}), "export_deals")

    assert file.read_text() == f"# ours\n{line_without('export_deals')}\n\n[web]\nport = 1\n"


def test_the_rights_and_the_line_ends_of_the_file_stay(file):
    file.write_bytes(WRITTEN.replace("\n", "\r\n").encode())
    file.chmod(0o640)

    disable(load_settings(file, {}), "export_deals")

    assert file.stat().st_mode & 0o777 == 0o640
    assert b"\r\n[web]\r\nport = 21500  # behind the proxy\r\n" in file.read_bytes()


def test_a_set_of_plugins_from_the_environment_is_left_to_it(file):
    settings = load_settings(file, {"UTBLICK_PLUGINS": "evaluation"})

    with pytest.raises(Misconfigured, match="UTBLICK_PLUGINS=evaluation,export_deals"):
        enable(settings, "export_deals")

    assert file.read_text() == WRITTEN


def test_a_file_that_may_not_be_written_is_left_as_it_is(file):
    settings = load_settings(file, {})
    file.unlink()
    file.mkdir()

    with pytest.raises(Misconfigured, match=r"utblick.toml cannot be written"):
        enable(settings, "evaluation")


@pytest.mark.parametrize("switch", [enable, disable])
def test_an_unknown_plugin_is_named_with_the_nearest_one(file, switch):
    with pytest.raises(NotFound, match="Did you mean export_deals"):
        switch(load_settings(file, {}), "export_deal")


def test_who_needs_another_is_enabled_after_it_and_who_is_needed_is_disabled_after_those(file, plugin):
    installed = [*POINTS, plugin("first", depends=("export_deals",)), plugin("second", depends=("first",))]

    def switch(verb, name):
        return verb(load_settings(file, {}), name, installed=installed).plugins

    with pytest.raises(Conflict, match=r"second depends on first.*plugin enable first"):
        switch(enable, "second")
    switch(enable, "first")
    assert switch(enable, "second") == ("export_deals", "first", "second")
    with pytest.raises(Conflict, match=r"export_deals is needed by first.*plugin disable first"):
        switch(disable, "export_deals")
    with pytest.raises(Conflict, match="first is needed by second"):
        switch(disable, "first")
    switch(disable, "second")
    assert switch(disable, "first") == ("export_deals",)


def test_what_a_plugin_needs_and_nobody_has_installed_is_named(file, plugin):
    installed = [*POINTS, plugin("first", depends=("export_deal",))]

    with pytest.raises(Conflict, match=r"export_deal, which is not installed.*Did you mean export_deals"):
        enable(load_settings(file, {}), "first", installed=installed)


def test_a_plugin_that_would_be_set_aside_is_not_enabled(file, plugin):
    broken = plugin("broken", register_jobs=lambda: ["not a job"])

    with pytest.raises(Conflict, match=r"broken would be set aside.*register_jobs must give Job"):
        enable(load_settings(file, {}), "broken", installed=[*POINTS, broken])

    assert file.read_text() == WRITTEN


def test_a_plugin_that_is_installed_no_more_can_be_taken_out_of_the_settings(file):
    settings = load_settings(file, {})
    without = [POINTS[1]]

    assert known_plugins(settings, installed=without)["export_deals"].standing is Standing.MISSING
    assert disable(settings, "export_deals", installed=without).plugins == ()


def test_the_command_says_where_the_plugins_are_named_when_that_is_not_the_file(cli):
    refused = cli("plugin", "disable", "evaluation")

    assert refused.returncode == 1
    left = [name for name in Settings().plugins if name != "evaluation"]
    assert f"UTBLICK_PLUGINS={','.join(left)}" in refused.stderr
