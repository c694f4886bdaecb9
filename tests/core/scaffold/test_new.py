"""`utblick plugin new`: the reference plugin under another name, and nothing overwritten."""

import os
import pty
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from utblick.cli.main import cli
from utblick.scaffold.names import reserved_names
from utblick.web.app import build_app

ROOT = Path(__file__).parents[3]
WITHIN = re.compile(r"hello|hej\b", re.IGNORECASE)


@pytest.fixture
def plugins():
    return ()


def test_the_copy_has_every_file_of_the_reference_and_none_of_its_names(author):
    author.says("new", "delegation_visits", "--english", "Delegations", "--swedish", "Delegationer")

    reference = ROOT / "core/utblick/hello"
    own = {file.relative_to(reference).as_posix() for file in reference.rglob("*") if file.is_file()}
    made = author.files()
    assert {re.sub(r"^delegation_visits/(utblick_delegation_visits/)?", "", file) for file in made} == {
        *(file for file in own if "__pycache__" not in file),
        "pyproject.toml",
        ".gitignore",
    }
    assert [file for file, text in made.items() if WITHIN.search(file + text)] == []


def test_the_titles_are_what_was_asked_for(author):
    author.says("new", "visits", "--english", "Visits & tours", "--swedish", "Besök och resor")

    made = author.files()
    words = made["visits/utblick_visits/locale/sv/LC_MESSAGES/messages.po"]
    assert 'title=_("Visits & tours")' in made["visits/utblick_visits/plugin.py"]
    assert 'msgid "Visits & tours"\nmsgstr "Besök och resor"' in words
    assert made["visits/README.md"].startswith("# Visits & tours\n")


@pytest.mark.parametrize("name", ["v2", "abcdefghijk_lmnopqrstuvw"])
@pytest.mark.parametrize("options", [(), ("--bare",)])
def test_the_copy_is_formatted_as_the_reference_whatever_its_length(author, linted, name, options):
    author.says("new", name, "--english", "A title of the longest kind", *options)

    linted(author.folder / name)


def test_exactly_three_commands_come_next(author):
    said = author.says("new", "visits")

    _wrote, _empty, *commands = said.splitlines()
    assert [re.sub(r"\S*/", "", command) for command in commands] == [
        "python -m pip install -e visits",
        "python -m pytest visits",
        "UTBLICK_PLUGINS=visits utblick run",
    ]


def test_whoever_sits_there_is_asked_two_questions(author):
    controlling, terminal = pty.openpty()
    os.write(controlling, "Besök\nVisits\n".encode())
    command = [sys.executable, "-m", "utblick", "plugin", "new", "visits"]
    said = subprocess.run(command, stdin=terminal, text=True, capture_output=True, timeout=60, check=False)
    os.close(terminal)
    os.close(controlling)

    assert (said.returncode, said.stdout.count("?")) == (0, 2)
    assert "# Visits" in author.files()["visits/README.md"]


def test_what_is_there_is_never_overwritten(author):
    author.says("new", "visits")
    (author.folder / "visits/README.md").write_text("Mine.")
    before = author.files()

    assert "is there already; nothing was written." in author.says("new", "visits", "--english", "Other")
    assert author.files() == before


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Visits", "cannot be a name"),
        ("1visits", "cannot be a name"),
        ("visits__of_others", "cannot be a name"),
        ("visits-of-others", "cannot be a name"),
        ("besök", "cannot be a name"),
        ("abcdefghijklm_nopqrstuvwxy", "longer than 24"),
        ("evaluation", "There is a plugin called evaluation already."),
        ("hello", "There is a plugin called hello already."),
        ("core", "the platform itself uses"),
        ("organisations", "the platform itself uses"),
        ("bus", "the platform itself uses"),
        ("static", "the platform itself uses"),
        ("core_visits", "could not be told from those of core"),
        ("evaluation_visits", "could not be told from those of evaluation"),
        ("export", "could not be told from those of export_deals"),
    ],
)
def test_a_name_that_cannot_be_is_refused_with_the_reason(author, name, reason):
    assert reason in author.says("new", name)
    assert author.files() == {}


@pytest.mark.parametrize(
    "title", ["", "x", 'Say "visits"', "Visits {n}", "A title that is far too long for it"]
)
def test_a_title_that_cannot_stand_in_source_is_refused(author, title):
    said = author.says("new", "visits", "--english", title or " ")

    assert "cannot be a title" in said
    assert author.files() == {}


def test_a_title_that_the_reference_uses_for_something_else_is_refused(author):
    assert "stands for something else" in author.says("new", "visits", "--english", "Greeting")
    assert author.files() == {}


def test_every_address_and_command_of_the_platform_is_reserved(platform):
    addresses = {route.path.split("/")[1] for route in build_app(platform).routes} - {""}

    assert (addresses | set(cli.places)) - reserved_names() == set()


@pytest.fixture
def repository(author):
    """A copy of the project file of this repository, with a folder of plugins beside it."""
    (author.folder / "plugins").mkdir()
    (author.folder / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return author


def project(author):
    return tomllib.loads(author.files()["pyproject.toml"])


def test_in_the_repository_the_plugin_stands_wherever_the_others_stand(repository):
    before = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for name in ("visits", "tours"):
        repository.says("new", name, "--into", "plugins")

    after = repository.files()["pyproject.toml"]
    others = [before.count(f"utblick_{name}") for name in ("evaluation",)]
    assert [after.count(f"utblick_{name}") for name in ("visits", "tours")] == others * 2
    assert [after.count(f"plugins/{name}") for name in ("visits", "tours")] == [
        before.count("plugins/evaluation")
    ] * 2
    points = project(repository)["project"]["entry-points"]["utblick.plugins"]
    assert (points["visits"], points["tours"]) == ("utblick_visits.plugin", "utblick_tours.plugin")


def test_the_project_file_loses_nothing_by_it(repository):
    before = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    repository.says("new", "visits")

    after = repository.files()["pyproject.toml"]
    for said in (r'\n? *"[\w/]*visits",?', r', "[\w/]*visits"', r":[\w/]*visits", r'visits = "[\w.]*"\n'):
        after = re.sub(said, "", after)
    assert re.sub(r"[\s,]", "", after) == re.sub(r"[\s,]", "", before)


def test_in_the_repository_the_three_commands_use_its_environment(repository):
    said = repository.says("new", "visits")

    assert said.splitlines()[2:] == [
        "make install",
        ".venv/bin/python -m pytest plugins/visits",
        "UTBLICK_PLUGINS=visits .venv/bin/utblick run",
    ]
    assert "plugins/visits/utblick_visits/plugin.py" in repository.files()
    assert "plugins/visits/pyproject.toml" not in repository.files()


def test_a_folder_that_lies_in_no_copy_of_the_source_is_refused(author):
    (author.folder / "plugins").mkdir()

    assert "does not lie in a copy of Utblick's source" in author.says("new", "visits", "--into", "plugins")
    assert author.files() == {}


def test_a_project_file_without_the_others_lists_is_left_alone(repository):
    file = repository.folder / "pyproject.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("mypy_path", "mypy_paths"))
    before = repository.files()

    assert "[tool.mypy] mypy_path" in repository.says("new", "visits")
    assert repository.files() == before
