"""Somebody who writes plugins: in a folder of their own, with the real command."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from utblick.cli.main import cli
from utblick.errors import UtblickError


@dataclass(frozen=True)
class Author:
    """Works in `folder`; what is said to them comes back as text."""

    folder: Path

    def says(self, *arguments: str) -> str:
        """What the command prints, or the sentence with which it refuses."""
        result = CliRunner().invoke(cli, ["plugin", *arguments])
        if isinstance(result.exception, UtblickError):
            return str(result.exception)
        assert result.exit_code == 0, result.output
        return result.output

    def files(self) -> dict[str, str]:
        """Everything in the folder, by its place there."""
        return {
            file.relative_to(self.folder).as_posix(): file.read_text(encoding="utf-8")
            for file in sorted(self.folder.rglob("*"))
            if file.is_file() and "__pycache__" not in file.parts
        }

    def run(self, *command: str, where: str = ".", **environment: str) -> subprocess.CompletedProcess[str]:
        """A program with the author's plugins on its path."""
        paths = ":".join(str(info.parent) for info in self.folder.rglob("*.dist-info"))
        return subprocess.run(
            [sys.executable, *command],
            cwd=self.folder / where,
            env={"PATH": "/usr/bin:/bin", "PYTHONPATH": paths, "HOME": str(self.folder), **environment},
            text=True,
            capture_output=True,
            timeout=170,
            check=False,
        )


@pytest.fixture
def author(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Author:
    folder = tmp_path / "author"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return Author(folder)


@pytest.fixture
def plugin(author: Author, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Makes a plugin of that name and installs it as `pip install -e` would: with its metadata on the path."""

    def make(name: str, *options: str) -> str:
        author.says("new", name, *options)
        info = author.folder / name / f"utblick_{name}-0.1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: utblick-{name}\nVersion: 0.1.0\n")
        (info / "entry_points.txt").write_text(f"[utblick.plugins]\n{name} = utblick_{name}.plugin\n")
        monkeypatch.syspath_prepend(str(author.folder / name))
        return name

    return make


@pytest.fixture(scope="session")
def linted() -> Callable[[Path], None]:
    """Lints the plugin in a folder and compares its format; skipped where ruff is not installed."""
    pytest.importorskip("ruff")
    return lambda folder: _clean(
        folder, ("ruff", "check", "--no-cache", "."), ("ruff", "format", "--no-cache", "--diff", ".")
    )


@pytest.fixture(scope="session")
def typed() -> Callable[[Path], None]:
    """Checks the types of the plugin in a folder; skipped where mypy is not installed."""
    pytest.importorskip("mypy")
    return lambda folder: _clean(folder, ("mypy", "--cache-dir", "/dev/null", "-p", f"utblick_{folder.name}"))


def _clean(folder: Path, *tools: tuple[str, ...]) -> None:
    for tool in tools:
        said = subprocess.run(
            [sys.executable, "-m", *tool],
            cwd=folder,
            text=True,
            capture_output=True,
            timeout=170,
            check=False,
        )
        assert said.returncode == 0, said.stdout + said.stderr
