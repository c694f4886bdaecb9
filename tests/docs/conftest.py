"""The tools of the documentation's site, and the plugin that its examples build on."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "deploy/site"))


@pytest.fixture(scope="session")
def root():
    """The folder of the whole project."""
    return ROOT


@pytest.fixture(scope="session")
def visits(tmp_path_factory):
    """The plugin `visits`, with every file as the tutorial leaves it."""
    from blocks import blocks_of, write

    folder = tmp_path_factory.mktemp("tutorial") / "visits"
    (folder / "utblick_visits").mkdir(parents=True)
    (folder / "utblick_visits/__init__.py").write_text('"""Visits."""\n')
    for block in blocks_of(ROOT / "docs/plugins/tutorial.md"):
        if block.title:
            write(block, folder)
    return folder
