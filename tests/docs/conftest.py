"""The tools of the documentation's site, the plugin that its examples build on, and a walk by the tutorial."""

import os
import re
import subprocess
import sys
import sysconfig
import venv
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "docs/plugins/tutorial.md"
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
    for block in blocks_of(TUTORIAL):
        if block.title:
            write(block, folder)
    return folder


@pytest.fixture(scope="session")
def environment(tmp_path_factory):
    """The variables of a fresh virtual environment that sees what is installed here, and adds its own."""
    place = tmp_path_factory.mktemp("environment") / "venv"
    venv.create(place, symlinks=True)
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(place), "platbase": str(place)}))
    here = sysconfig.get_path("purelib")
    (packages / "here.pth").write_text(f"import site; site.addsitedir({here!r})\n", encoding="utf-8")
    for name, module in {"utblick": "utblick", "pip": "pip", "pytest": "pytest"}.items():
        script = place / "bin" / name
        script.write_text(f'#!/bin/sh\nexec "{place}/bin/python" -m {module} "$@"\n', encoding="utf-8")
        script.chmod(0o755)
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("UTBLICK_")},
        "PATH": f"{place}/bin{os.pathsep}{os.environ['PATH']}",
        "VIRTUAL_ENV": str(place),
        "UTBLICK_DATA_FOLDER": str(place.parent / "var"),
        "PIP_NO_BUILD_ISOLATION": "0",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_ROOT_USER_ACTION": "ignore",
        "NO_COLOR": "1",
    }


@pytest.fixture(scope="session")
def walk(tmp_path_factory, environment):
    """What went wrong on the walk by the tutorial; it goes on beside the other tests."""
    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(walk_through, tmp_path_factory.mktemp("walk"), environment)


def walk_through(start, environment):
    """The first step that does not work, in a list; an empty one when all of them do."""
    from blocks import blocks_of, write

    printed, folder = "", start
    for block in blocks_of(TUTORIAL):
        if block.untried:
            continue
        if block.title:
            write(block, start / "visits")
        elif block.language == "sh":
            ended, printed, folder = walked(block, folder, environment)
            if ended:
                return [f"{block}:\n{printed[-4000:]}"]
        elif block.language == "text":
            lost = [line for line in block.code.splitlines() if not was_printed(line, printed)]
            if lost:
                return [f"{block}: {lost[0]!r} was not printed, but:\n{printed[-4000:]}"]
        else:
            return [f"{block}: nobody knows how to try a block of {block.language!r}"]
    return []


def was_printed(line, printed):
    return re.search(".*".join(map(re.escape, line.split("…"))), printed)


def walked(block, folder, environment):
    """The exit code of the commands, what they printed, and the folder in which they ended."""
    done = subprocess.run(
        ["bash", "-euc", f"{block.code}\npwd >&2"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    if done.returncode:
        return done.returncode, done.stdout + done.stderr, folder
    return 0, done.stdout, Path(done.stderr.splitlines()[-1])
