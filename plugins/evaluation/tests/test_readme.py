"""The README names everything that the plugin promises, and nothing that it does not."""

import re
from pathlib import Path

import pytest

from utblick_evaluation import cli, events, records

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def named_under(heading):
    part = README.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return set(re.findall(r"^\| `([\w.]+)` \|", part, flags=re.MULTILINE))


@pytest.mark.parametrize(
    ("heading", "declared"),
    [
        ("Events", {event.name for event in events.EVENTS}),
        ("Permissions", {permission.name for permission in records.PERMISSIONS}),
    ],
)
def test_the_readme_names_what_is_declared(heading, declared):
    assert named_under(heading) == declared


def test_the_readme_names_every_command():
    assert all(f"`utblick evaluation {command.name}`" in README for command in cli.COMMANDS)
