"""`utblick plugin add`: one more piece, at its place, or nothing at all."""

import re
from pathlib import Path

import pytest

from utblick.cli.plugin.add import KINDS
from utblick.scaffold.pieces import PIECES

ROOT = Path(__file__).parents[3]
WITHOUT_TABLES = tuple(kind for kind in KINDS if kind not in {"record", "subscriber"})


def hooks(source):
    return re.findall(r"^def (register_\w+)", source, re.MULTILINE)


def test_the_command_offers_every_piece():
    assert tuple(PIECES) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_that_is_named_for_a_piece_is_there(kind):
    assert (ROOT / PIECES[kind].document).is_file()


@pytest.mark.parametrize("kind", WITHOUT_TABLES)
def test_a_piece_has_its_line_in_plugin_py_and_names_its_page(author, plugin, kind):
    plugin("visits", "--bare")

    said = author.says("add", "visits", kind)

    made = author.files()["visits/utblick_visits/plugin.py"]
    assert {hook.name for hook in PIECES[kind].hooks} <= set(hooks(made))
    assert said.splitlines()[-1] == f"Read on: docs/plugins/{PIECES[kind].page}.md"


def test_hooks_stand_in_the_order_of_the_platform_whatever_came_first(author, plugin):
    plugin("visits", "--bare")
    for kind in ("job", "panel", "command", "event"):
        author.says("add", "visits", kind)

    assert hooks(author.files()["visits/utblick_visits/plugin.py"]) == [
        "register_permissions",
        "register_panels",
        "register_events",
        "register_jobs",
        "register_commands",
    ]


def test_a_second_piece_stands_beside_the_first(author, plugin):
    plugin("visits")
    before = author.files()
    author.says("add", "visits", "panel", "programme", "--swedish", "Program", "--english", "Programme")

    after = author.files()
    panels = after["visits/utblick_visits/panels.py"]
    words = after["visits/utblick_visits/locale/sv/LC_MESSAGES/messages.po"]
    assert after["visits/utblick_visits/plugin.py"] == before["visits/utblick_visits/plugin.py"]
    assert re.findall(r'name="(visits\.\w+)"', panels) == ["visits.greetings", "visits.programme"]
    assert 'msgid "Programme"\nmsgstr "Program"\n' in words
    assert words.startswith(before["visits/utblick_visits/locale/sv/LC_MESSAGES/messages.po"].rstrip())


def test_the_readme_names_what_was_added_in_its_table(author, plugin):
    plugin("visits")
    author.says("add", "visits", "event", "delegation.arrived")

    events = author.files()["visits/README.md"].partition("## Events\n")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `([\w.]+)`", events, re.MULTILINE) == [
        "visits.greeting.sent",
        "visits.delegation.arrived",
    ]


def test_the_same_piece_again_is_refused_and_changes_nothing(author, plugin):
    plugin("visits")
    author.says("add", "visits", "job", "nightly")
    before = author.files()

    assert "something called nightly in utblick_visits/jobs.py already" in author.says(
        "add", "visits", "job", "nightly"
    )
    assert author.files() == before


def test_a_test_of_that_name_is_not_overwritten(author, plugin):
    plugin("visits")
    (author.folder / "visits/tests/test_nightly_job.py").write_text('"""Mine."""\n')
    before = author.files()

    assert "is there already; nothing was written." in author.says("add", "visits", "job", "nightly")
    assert author.files() == before


@pytest.mark.parametrize(
    ("kind", "name", "reason"),
    [
        ("panel", "Programme", "cannot be a name"),
        ("event", "delegation.arrived.late", "cannot be a name"),
        ("panel", "visits_programme", "Leave out the plugin"),
        ("job", "import", "a word of Python itself"),
        ("job", "print", "a word of Python itself"),
        ("job", "daily", "is a name that utblick_visits/jobs.py imports"),
        ("panel", "queries", "something called queries in utblick_visits/panels.py already"),
        ("personal-data", "", "says already what it holds about people"),
        ("personal-data", "guests", "so that piece has no name"),
    ],
)
def test_what_cannot_be_added_is_refused_with_the_reason(author, plugin, kind, name, reason):
    plugin("visits")
    before = author.files()

    assert reason in author.says("add", "visits", kind, *([name] if name else []))
    assert author.files() == before


UNCLEAR = {
    "returns something else than the list of a module": ("return jobs.JOBS", "return (*jobs.JOBS,)"),
    "this is not Python": ("def describe()", "def describe("),
    "a comment among the imports": ("import click\n", "import click  # for the commands\n"),
    "by a relative name": ("from utblick.api import _, hookimpl", "from .words import _, hookimpl"),
}


@pytest.mark.parametrize("reason", UNCLEAR)
def test_a_plugin_py_that_is_not_understood_is_left_alone(author, plugin, reason):
    plugin("visits")
    file = author.folder / "visits/utblick_visits/plugin.py"
    file.write_text(file.read_text(encoding="utf-8").replace(*UNCLEAR[reason]), encoding="utf-8")
    before = author.files()

    said = author.says("add", "visits", "job", "nightly")

    assert reason in said
    assert "utblick_visits/plugin.py" in said
    assert author.files() == before


def test_a_list_that_became_a_folder_is_added_to_there(author, plugin):
    plugin("visits")
    package = author.folder / "visits/utblick_visits"
    (package / "jobs").mkdir()
    (package / "jobs.py").rename(package / "jobs/__init__.py")

    author.says("add", "visits", "job", "nightly")

    assert 'name="nightly"' in (package / "jobs/__init__.py").read_text(encoding="utf-8")
    assert not (package / "jobs.py").exists()


def test_a_list_under_a_name_of_the_authors_own_is_added_to(author, plugin):
    plugin("visits")
    package = author.folder / "visits/utblick_visits"
    for name, old, new in (("plugin.py", "jobs.JOBS", "jobs.CLOCKWORK"), ("jobs.py", "JOBS", "CLOCKWORK")):
        file = package / name
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    author.says("add", "visits", "job", "nightly")

    jobs = (package / "jobs.py").read_text(encoding="utf-8")
    assert jobs.count("CLOCKWORK = (") == 1
    assert 'name="nightly"' in jobs.partition("CLOCKWORK = (")[2]


def test_tables_that_name_people_are_held_in_what_is_said_about_people(author, plugin):
    plugin("visits", "--bare")
    models = (author.folder / "visits/utblick_visits/models.py").write_text(
        '"""Tables."""\n\n\nclass Guest:\n    person_id: "UUID | None" = None\n', encoding="utf-8"
    )
    author.says("add", "visits", "personal-data")

    privacy = author.files()["visits/utblick_visits/privacy.py"]
    assert models
    assert "HELD: tuple[Any, ...] = (Guest,)" in privacy
    assert "from utblick_visits.models import Guest" in privacy


def test_a_plugin_that_is_not_there_is_named_with_the_nearest(author, plugin):
    plugin("visits")

    assert author.says("add", "visit", "job") == "There is no plugin visit. Did you mean visits?"
    assert "what others are copied from" in author.says("add", "hello", "job")
