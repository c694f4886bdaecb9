import shutil
import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from utblick.registry import GROUP
from utblick.testing.conformance.examination import Examination
from utblick.testing.conformance.rows.own import NOTHING_OWN
from utblick.testing.conformance.subject import Subject
from utblick.testing.conformance.subject.houses import Ground

HERE = Path(__file__).parent
SAMPLE = HERE / "sample"
sys.path.insert(0, str(HERE))

from violations import renamed  # noqa: E402 - found beside this file


def planted(folder: Path, name: str, *edits: tuple[str, str, str]) -> EntryPoint:
    """A copy of the sample under a name of its own, with lines of its files changed: file, before, after."""
    home = folder / name
    shutil.copytree(SAMPLE, home)
    (home / "utblick_sample").rename(home / f"utblick_{name}")
    for path in [path for path in home.rglob("*") if path.is_file()]:
        path.write_text(renamed(path.read_text(), name))
    for file, before, after in edits:
        path, old, new = home / renamed(file, name), renamed(before, name), renamed(after, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text() if old else ""
        assert old in text, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new, 1) if old else new)
    return EntryPoint(name, f"utblick_{name}.plugin", GROUP)


@pytest.fixture
def examine(tmp_path, monkeypatch) -> Callable[..., Examination]:
    """Examines a copy of the sample in which one thing is wrong; without a browser and PostgreSQL."""
    opened: list[Subject] = []
    names: list[str] = []

    def make(name, *edits, own=NOTHING_OWN, beside=(), **allowed) -> Examination:
        names.append(name)
        monkeypatch.syspath_prepend(tmp_path / name)
        points = (planted(tmp_path, name, *edits), *beside)
        allowed.setdefault("browser", False)
        ground = Ground(tmp_path / "houses", points, **allowed)
        opened.append(Subject(name, ground, own))
        return Examination(opened[-1])

    yield make
    for subject in opened:
        subject.__exit__()
    for name in names:
        for module in [one for one in sys.modules if one.partition(".")[0] == f"utblick_{name}"]:
            del sys.modules[module]
        for table in [one for key, one in SQLModel.metadata.tables.items() if key.startswith(f"{name}_")]:
            SQLModel.metadata.remove(table)
