"""Runs the blocks of a page that are no files: Python with a context, commands, settings, requests."""

import json
import re
import shlex
import subprocess
import tomllib
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

from blocks import Block
from standing import Standing

from utblick.registry import load_registry
from utblick.settings.load import load_settings

ROOT = Path(__file__).resolve().parents[2]


def run_blocks(blocks: list[Block], standing: Standing) -> None:
    """Run them in order; the first that fails raises, with its place in the page."""
    printed = ""
    for block in blocks:
        if block.title:
            continue
        run = _WAYS.get(block.language)
        if run is None:
            raise AssertionError(f"{block}: nobody knows how to try a block of {block.language!r}")
        try:
            printed = run(block, standing, printed)
        except Exception as error:
            error.add_note(f"in the block at {block}")
            raise


def _python(block: Block, standing: Standing, _printed: str) -> str:
    out = StringIO()
    with standing.platform.write() as ctx, redirect_stdout(out):
        exec(compile(block.code, str(block), "exec"), {"ctx": ctx, "__name__": "example"})  # noqa: S102
    return out.getvalue()


def _shell(block: Block, standing: Standing, _printed: str) -> str:
    lines = re.sub(r"\\\n\s*", " ", block.code).splitlines()
    return "".join(_command(line, standing) for line in lines if line.strip() and not line.startswith("#"))


def _command(line: str, standing: Standing) -> str:
    program, *arguments = shlex.split(line, comments=True)
    if program == "utblick":
        return _utblick(arguments)
    if program == "make":
        return _outside(["make", "-n", *arguments])
    if program == "pytest":
        return _pytest(arguments, standing)
    if program == "curl":
        return _curl(arguments, standing)
    raise AssertionError(f"nobody knows how to try the command {program!r}")


def _utblick(arguments: list[str]) -> str:
    from utblick.cli.main import cli

    out = StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        try:
            cli(arguments, standalone_mode=False)
        except SystemExit as ended:
            assert not ended.code, f"utblick {shlex.join(arguments)}: {out.getvalue()}"
    return out.getvalue()


def _outside(command: list[str]) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr
    return done.stdout


def _pytest(arguments: list[str], standing: Standing) -> str:
    import os

    import pytest

    os.chdir(standing.folder / "visits")
    out = StringIO()
    with redirect_stdout(out):
        ended = pytest.main(["-p", "no:cacheprovider", "--import-mode=importlib", *arguments])
    assert ended == 0, out.getvalue()[-3000:]
    return out.getvalue()


def _curl(arguments: list[str], standing: Standing) -> str:
    """The request that curl would make, as the holder of a token that may do everything."""
    method, url, headers, data = "GET", "", {"accept": "application/json"}, None
    given = iter(arguments)
    for one in given:
        if one in {"-H", "--header"}:
            name, _colon, value = next(given).partition(":")
            headers[name.lower()] = value.strip().replace("$TOKEN", standing.token())
        elif one in {"-X", "--request"}:
            method = next(given)
        elif one in {"-d", "--data", "--json"}:
            data, method = next(given), "POST" if method == "GET" else method
        elif not one.startswith("-"):
            url = re.sub(r"^https?://[^/]+", "", one)
    body = {} if data is None else {"json": json.loads(data)}
    standing.client.cookies.clear()
    answer = standing.client.request(method, url, headers=headers, **body)
    assert answer.is_success, f"{method} {url} answers {answer.status_code}: {answer.text[:500]}"
    return answer.text


def _settings(block: Block, standing: Standing, _printed: str) -> str:
    if "utblick" not in block.code and block.code.lstrip().startswith("[project"):
        tomllib.loads(block.code)
        return ""
    file = standing.folder / "tried.toml"
    file.write_text(block.code, encoding="utf-8")
    settings = load_settings(file, {})
    load_registry(settings.model_copy(update={"strict": True}))
    return ""


def _printed(block: Block, _standing: Standing, printed: str) -> str:
    """What a block shows must have been printed by the one before; … stands for anything."""
    for line in filter(str.strip, block.code.splitlines()):
        pattern = ".*".join(map(re.escape, re.split("…", line.strip())))
        assert re.search(pattern, printed), f"{line!r} was not printed, but:\n{printed}"
    return printed


def _json(block: Block, _standing: Standing, printed: str) -> str:
    json.loads(block.code)
    return printed


_WAYS: dict[str, Any] = {
    "python": _python,
    "sh": _shell,
    "toml": _settings,
    "text": _printed,
    "json": _json,
}
