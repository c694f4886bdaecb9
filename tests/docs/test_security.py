"""The page on security names tests that exist, answers each item, and counts right."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/operate/security.md").read_text(encoding="utf-8")
ITEMS = re.findall(r"^\| (\d+\.\d+\.\d+) \| ([^|]+) \| ([^|]+) \|$", PAGE, re.MULTILINE)
COUNTED = re.compile(r"Of (\d+) items (\d+) are not met and (\d+) do not apply\.")


def named(text):
    return re.findall(r"`((?:tests|plugins)/[\w/]+\.py)(?:::(\w+))?`", text)


def names_in(file):
    return {one.name for one in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(one, ast.FunctionDef)}


def test_every_test_that_the_page_names_exists():
    wanted = set(named(PAGE))

    missing = {
        f"{path}::{test}" if test else path
        for path, test in wanted
        if not (ROOT / path).is_file() or (test and test not in names_in(ROOT / path))
    }

    assert len(wanted) > 60
    assert missing == set()


def test_every_item_is_met_not_met_with_a_reason_or_not_applicable():
    numbers = [number for number, _asks, _answer in ITEMS]
    told = {
        number: answer for number, _asks, answer in ITEMS
        if re.match(r"(Not met|Not applicable): \S", answer) is None and len(answer.strip()) < 4
    }  # fmt: skip

    assert len(numbers) == len(set(numbers)) > 250
    assert told == {}


def test_the_counts_are_those_of_the_table():
    said = tuple(map(int, COUNTED.search(PAGE).groups()))

    answers = [answer for _number, _asks, answer in ITEMS]
    assert said == (
        len(ITEMS),
        sum(one.startswith("Not met") for one in answers),
        sum(one.startswith("Not applicable") for one in answers),
    )
