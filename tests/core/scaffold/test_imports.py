"""The imports of a module, read and written again: those of this repository come out as they are."""

from pathlib import Path

import pytest

from utblick.scaffold.imports import read_module
from utblick.scaffold.refused import Refused

ROOT = Path(__file__).parents[3]
MODULES = [*ROOT.glob("plugins/*/utblick_*/**/*.py"), *ROOT.glob("core/utblick/**/*.py")]


def again(file):
    source = file.read_text(encoding="utf-8")
    package = "utblick_" + file.parts[len(ROOT.parts) + 1] if "plugins" in file.parts else "utblick"
    try:
        return read_module(source, file.name).written(package), source
    except Refused as refused:
        return str(refused), ""


def test_the_imports_of_every_module_here_are_written_as_they_stand():
    differing = {file.name for file in MODULES for made, source in [again(file)] if source and made != source}

    assert differing == set()


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("import os  # why\n", "line 1: there is a comment among the imports"),
        ("import os\n\nfrom . import x\n", "line 3: this imports by a relative name"),
        ("import os\ndef (\n", "line 2: this is not Python"),
    ],
)
def test_what_would_get_lost_is_named_with_its_line(source, reason):
    with pytest.raises(Refused, match=f"models.py, {reason}"):
        read_module(source, "models.py")
