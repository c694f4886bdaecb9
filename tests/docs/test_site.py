"""The documentation's site: it builds, its links lead somewhere, and all of the contract is in it."""

import re
import subprocess
import sys
from inspect import isfunction
from types import ModuleType

import pytest
import reference
from described import Undocumented, described
from lxml import html

from utblick import api, hookspecs

PARTS = ["A small example", "A larger example", "Traps"]


def build(root, target):
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "-f",
        root / "mkdocs.yml",
        "-d",
        target,
    ]
    return subprocess.run(command, capture_output=True, text=True, timeout=170, check=False)


@pytest.fixture(scope="module")
def site(tmp_path_factory, root):
    target = tmp_path_factory.mktemp("site")
    built = build(root, target)
    assert built.returncode == 0, built.stdout + built.stderr
    return target


@pytest.fixture(scope="module")
def pages(site):
    return {page.relative_to(site).as_posix(): html.parse(page) for page in site.rglob("*.html")}


def test_no_page_asks_another_host_for_anything(site, pages):
    asked = {
        (name, address)
        for name, page in pages.items()
        for address in page.xpath("//script/@src | //img/@src | //iframe/@src | //source/@src | //link/@href")
        if "//" in address
    }
    styled = {
        (sheet.name, address)
        for sheet in site.rglob("*.css")
        for address in re.findall(r"(?:url\(|@import\s*)['\"]?((?:https?:)?//[^'\")]+)", sheet.read_text())
    }

    assert asked | styled == set()


def test_a_link_that_leads_nowhere_fails_the_build(tmp_path, root):
    (tmp_path / "docs").mkdir()
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    bare = re.sub(r"^(hooks|nav):.*?(?=^\w|\Z)", "", settings, flags=re.MULTILINE | re.DOTALL)
    (tmp_path / "mkdocs.yml").write_text(bare, encoding="utf-8")
    (tmp_path / "docs/index.md").write_text(
        "# Start\n\n[Gone](gone.md) and [lost](#lost)\n", encoding="utf-8"
    )

    built = build(tmp_path, tmp_path / "site")

    said = built.stdout + built.stderr
    assert built.returncode == 1
    assert "gone.md" in said
    assert "#lost" in said


@pytest.mark.parametrize("name", ["hooks", "api", "events"])
def test_the_reference_names_everything(pages, platform, name):
    headings = {
        heading.text_content().rstrip("¶")
        for heading in pages[f"plugins/reference/{name}.html"].xpath("//article//h2 | //article//h3")
    }
    promised = {
        "hooks": {
            n for n, f in vars(hookspecs).items() if isfunction(f) and f.__module__ == hookspecs.__name__
        },
        "api": set(api.__all__),
        "events": {event.name for plugin in platform.registry.plugins for event in plugin.events},
    }

    assert promised[name] - headings == set()


def test_every_page_of_a_capability_has_its_examples_and_traps(root):
    explaining = [
        page
        for page in (root / "docs/plugins").glob("*.md")
        if re.search(r"^(Hook: |No hook: )", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    ]
    found = {
        page.name: [part for part in PARTS if f"\n## {part}\n" in page.read_text(encoding="utf-8")]
        for page in explaining
    }

    assert len(found) == 23
    assert {name: parts for name, parts in found.items() if parts != PARTS} == {}


def test_the_door_leads_to_every_page(root):
    door = (root / "docs/plugins/index.md").read_text(encoding="utf-8")

    assert [page.name for page in (root / "docs/plugins").glob("*.md") if f"({page.name})" not in door] == [
        "index.md"
    ]


@pytest.fixture
def planted():
    """A module with one hook, which the documentation does not know."""
    module = ModuleType("planted", "Hooks that nobody has explained.")
    exec("def register_noise() -> int:\n    '''Make a noise.'''\n", vars(module))
    vars(module)["register_noise"].__module__ = "planted"
    return module


def test_a_hook_that_no_page_explains_fails_the_build(planted, platform):
    with pytest.raises(Undocumented, match="no page of docs/plugins explains the hook register_noise"):
        reference.hooks_page(planted, reference.PAGES, platform)


def test_a_hook_without_a_docstring_fails_the_build(planted, platform, tmp_path):
    (tmp_path / "noise.md").write_text("# Noise\n\nHook: [it](reference/hooks.md#register_noise)\n")
    planted.register_noise.__doc__ = None

    with pytest.raises(Undocumented, match="register_noise has no docstring"):
        reference.hooks_page(planted, tmp_path, platform)


def test_a_name_of_the_facade_without_a_docstring_fails_the_build(monkeypatch):
    monkeypatch.setattr(api.page, "__doc__", None)

    with pytest.raises(Undocumented, match="page has no docstring"):
        reference.api_page(api)


def test_an_event_without_a_docstring_fails_the_build(platform, monkeypatch):
    event = platform.registry.plugins[-1].events[0]
    monkeypatch.setattr(event, "__doc__", None)

    with pytest.raises(Undocumented, match=event.name):
        reference.events_page([event])


def test_a_docstring_is_markdown():
    assert described("it", "The ``value``,\n    as `said`.\n") == "The `value`,\nas `said`."
