"""What the rules find reaches people, programs and the documentation."""

import json
import re
from pathlib import Path

from utblick.testing.conformance.report import table

PAGE = Path(__file__).parents[3] / "docs/plugins/conformance.md"


def test_the_documentation_has_the_rules_as_they_are():
    _before, _mark, rest = PAGE.read_text(encoding="utf-8").partition("<!-- rules -->\n")

    assert rest.partition("\n<!-- /rules -->")[0] == table()


def test_the_command_tells_programs_of_one_rule(cli):
    told = cli("plugin", "check", "evaluation", "--rule", "C19", "--json")

    whole = json.loads(told.stdout)
    [rule] = whole["rules"]
    assert (told.returncode, rule["id"], rule["level"], rule["state"], rule["findings"]) == (
        0,
        "C19",
        "error",
        "ok",
        [],
    )
    assert 0 < rule["seconds"] < whole["seconds"]
    assert whole["processor_seconds"] > 0


def test_the_command_says_how_long_it_took_and_which_rules_were_the_slowest(cli):
    told = cli("plugin", "check", "evaluation", "--rule", "C20", "--rule", "C06", "--durations", "1")

    *_rules, whole, slowest = told.stdout.splitlines()
    assert re.fullmatch(r"2 rules, \d+\.\d s, of which \d+\.\d s of processor time", whole)
    assert re.fullmatch(r" +\d+\.\d s  C06  It imports `utblick.api` .*", slowest)


def test_the_command_names_the_installed_plugins_when_there_is_no_such_one(cli):
    told = cli("plugin", "check", "evaluatoin")

    assert told.returncode == 1
    assert "evaluation" in told.stderr


def test_the_command_knows_its_rules(cli):
    told = cli("plugin", "check", "evaluation", "--rule", "C99")

    assert told.returncode == 1
    assert "There is no rule C99" in told.stderr


def test_events_are_as_the_plugins_have_promised(cli):
    assert cli("events", "check").returncode == 0
