"""Tries the examples of pages: `python deploy/site/trial.py FOLDER PAGE…`, one JSON line for each section.

FOLDER holds the plugin `visits` as the tutorial leaves it. Each section of a page is tried in a process of
its own, in a copy of that folder with the files of the page so far: the plugin is loaded and migrated,
where it has changed every page and panel is opened and every job is run, and then the blocks that are no
files are run in order.
"""

import json
import os
import shutil
import sys
import tempfile
import traceback
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from blocks import Block, blocks_of, write
from running import run_blocks
from standing import Standing


def sections(page: Path) -> Iterator[tuple[str, list[Block]]]:
    """The sections of a page with blocks to try."""
    tried = (block for block in blocks_of(page) if not block.untried)
    for title, found in groupby(tried, key=lambda block: block.section):
        yield title, list(found)


def try_page(page: Path, plugin: Path, empty: Path) -> Iterator[dict[str, str]]:
    """The outcome of each section; an empty `error` says that all went well."""
    with tempfile.TemporaryDirectory() as folder:
        house = Path(folder)
        shutil.copytree(plugin, house / "visits")
        shutil.copytree(empty, house / "var")
        for title, blocks in sections(page):
            for block in blocks:
                if block.title:
                    write(block, house / "visits")
            yield {"page": page.as_posix(), "section": title, "error": _apart(house, blocks)}


def _apart(house: Path, blocks: list[Block]) -> str:
    """Try a section in a child of this process, which has imported the platform already."""
    report = house / "report.txt"
    report.unlink(missing_ok=True)
    child = os.fork()
    if child == 0:
        _try(house, blocks, report)
    status = os.waitpid(child, 0)[1]
    said = report.read_text(encoding="utf-8") if report.exists() else f"ended with status {status}"
    return said.strip()


def _try(house: Path, blocks: list[Block], report: Path) -> None:
    os.dup2(2, 1)  # what an example prints is no outcome
    try:
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(house, folder, dirs_exist_ok=True)
            standing = Standing.put_up(Path(folder))
            if any("models" in block.title or "migrations" in block.title for block in blocks):
                standing.compare()
            if any(block.title for block in blocks):
                standing.look_round()
            run_blocks(blocks, standing)
        report.write_text("", encoding="utf-8")
    except BaseException:
        report.write_text(traceback.format_exc(), encoding="utf-8")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    empty_house = Path(tempfile.mkdtemp())
    try:
        Standing.prepare(empty_house)
        for name in sys.argv[2:]:
            for outcome in try_page(Path(name), Path(sys.argv[1]), empty_house):
                sys.stdout.write(json.dumps(outcome) + "\n")
                sys.stdout.flush()
    finally:
        shutil.rmtree(empty_house)
