"""The contract with plugin authors changes only where they are told of it."""

import re
import warnings
from inspect import isfunction
from pathlib import Path

import pytest

from utblick import __version__, api, hookspecs, retiring

ROOT = Path(__file__).parents[2]
RECORDED = ROOT / "docs/plugins/reference/api-names.txt"
CHANGELOG = ROOT / "CHANGELOG.md"


def promised():
    hooks = {
        name for name, value in vars(hookspecs).items() if isfunction(value) and not name.startswith("_")
    }
    return hooks | set(api.__all__)


def untold(before, now, changelog):
    """The names that came or went without a word under Plugin API in the newest part of the changelog."""
    newest = changelog.partition("\n## ")[2].partition("\n## ")[0]
    told = newest.partition("### Plugin API\n")[2].partition("\n### ")[0]
    return sorted((before ^ now) - set(re.findall(r"`(?:utblick\.api\.)?(\w+)(?:\(\))?`", told)))


def test_no_name_comes_or_goes_without_a_note_in_the_changelog():
    before = set(RECORDED.read_text(encoding="utf-8").split())

    assert untold(before, promised(), CHANGELOG.read_text(encoding="utf-8")) == [], (
        "name each of them in backticks under “### Plugin API” of the newest part of CHANGELOG.md"
    )


def test_a_name_without_a_note_is_found():
    changelog = "# C\n\n## 2\n\n### Plugin API\n- `new_one` is there.\n\n## 1\n\n### Plugin API\n- `quiet`\n"

    assert untold({"kept", "gone"}, {"kept", "new_one", "quiet"}, changelog) == ["gone", "quiet"]


def test_every_name_of_the_facade_is_there_and_sorted():
    assert [name for name in api.__all__ if not hasattr(api, name)] == []
    assert list(api.__all__) == sorted(
        api.__all__, key=lambda name: (not name.isupper(), not name[0].isupper(), name)
    )


@pytest.fixture
def old_name(monkeypatch):
    planted = retiring.Retiring(value=api.page, instead="page", gone_in="99.0")
    monkeypatch.setattr(retiring, "NAMES", {"render": planted})


def test_a_name_on_its_way_out_works_and_says_what_to_write_instead(old_name):
    with pytest.warns(
        DeprecationWarning, match=r"utblick.api.render goes with version 99.0; write page"
    ) as told:
        from utblick.api import render

    assert render is api.page
    assert [warning.filename for warning in told] == [__file__]


def test_a_name_that_never_was_is_an_error(old_name):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(ImportError):
            from utblick.api import rendre  # noqa: F401


def test_no_name_stays_longer_than_was_said():
    version = tuple(map(int, __version__.split(".")[:2]))

    overdue = {
        n for n, one in retiring.NAMES.items() if tuple(map(int, one.gone_in.split(".")[:2])) <= version
    }

    assert overdue == set()
    assert set(retiring.NAMES) & set(api.__all__) == set()
