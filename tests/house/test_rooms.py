import ast
import tomllib
from importlib.metadata import entry_points
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = sorted(
    path
    for folder in ("core", "plugins", "tests")
    for path in (ROOT / folder).rglob("*.py")
    if "vendor" not in path.parts
)
PLUGINS = sorted(path.parent for path in (ROOT / "plugins").glob("*/utblick_*/plugin.py"))


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_file_is_longer_than_four_hundred_lines():
    long = {relative(path): n for path in CODE if (n := len(path.read_text().splitlines())) > 400}

    assert long == {}


def test_every_module_of_the_platform_begins_by_saying_what_it_is_for():
    silent = [
        relative(path)
        for path in CODE
        if "tests" not in path.parts
        and path.stat().st_size
        and not ast.get_docstring(ast.parse(path.read_text()))
    ]

    assert silent == []


def test_modules_with_tables_do_not_postpone_annotations():
    postponed = [
        relative(path)
        for path in CODE
        if "table=True" in (text := path.read_text())
        and "from __future__ import annotations" in text
        and path != Path(__file__)
    ]

    assert postponed == []


def test_tables_are_made_by_migrations_only():
    makers = [relative(path) for path in CODE if "create_all(" in path.read_text() and path != Path(__file__)]

    assert makers == []


def test_the_installed_plugins_are_those_of_the_project_file():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["entry-points"][
        "utblick.plugins"
    ]
    installed = {
        point.name: point.value
        for point in entry_points(group="utblick.plugins")
        if point.dist is not None and point.dist.name == "utblick"
    }

    assert installed == declared, "run make install again: the entry points have changed"


@pytest.mark.parametrize("folder", PLUGINS, ids=lambda folder: folder.name)
def test_a_plugins_table_of_contents_stays_short(folder):
    # Every hook takes five lines: a plugin that makes every promise there is comes to a hundred.
    assert len((folder / "plugin.py").read_text().splitlines()) <= 115


@pytest.mark.parametrize("folder", PLUGINS, ids=lambda folder: folder.name)
def test_a_plugin_says_in_its_readme_what_it_does(folder):
    assert len((folder.parent / "README.md").read_text()) > 300


def test_no_lock_file_or_requirement_names_the_address_of_a_registry():
    locks = [ROOT / folder / "package-lock.json" for folder in ("frontend", "tests/node")]
    files = [*ROOT.glob("requirements/*"), *locks, ROOT / "pyproject.toml"]
    named = [relative(path) for path in files if '"resolved"' in path.read_text()]
    indexed = [relative(path) for path in files if "index-url" in path.read_text()]

    assert (named, indexed) == ([], [])


def test_what_the_extra_for_saml_pins_is_what_the_tests_run_with():
    extra, tests = ((ROOT / f"requirements/{name}.txt").read_text() for name in ("saml", "test"))

    assert extra
    assert set(extra.splitlines()) <= set(tests.splitlines())
