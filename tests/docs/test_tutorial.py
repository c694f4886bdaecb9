"""The tutorial is walked through, step by step, in an environment of its own."""

import os
import re
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest
from blocks import blocks_of, write

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "docs/plugins/tutorial.md"
pytestmark = pytest.mark.timeout(600)  # a busy machine is slow, not wrong


@pytest.fixture(scope="module")
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


def test_every_step_of_the_tutorial_works(tmp_path, environment):
    printed, folder = "", tmp_path
    for block in blocks_of(TUTORIAL):
        if block.untried:
            continue
        if block.title:
            write(block, tmp_path / "visits")
        elif block.language == "sh":
            printed, folder = walked(block, folder, environment)
        else:
            assert block.language == "text", block
            for line in block.code.splitlines():
                pattern = ".*".join(map(re.escape, line.split("…")))
                assert re.search(pattern, printed), f"{block}: {line!r} was not printed, but:\n{printed}"


def walked(block, folder, environment):
    """What the commands printed, and the folder in which they ended."""
    done = subprocess.run(
        ["bash", "-euc", f"{block.code}\npwd >&2"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, f"{block}:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done.stdout, Path(done.stderr.splitlines()[-1])


def test_the_environment_is_its_own(environment):
    asked = "import sys, utblick; print(sys.prefix)"
    said = subprocess.run(
        ["python", "-c", asked], env=environment, capture_output=True, text=True, check=True
    ).stdout.strip()

    assert said == environment["VIRTUAL_ENV"] != sys.prefix
