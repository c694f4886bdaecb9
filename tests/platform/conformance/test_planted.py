"""Each rule finds what breaks it, says where and how to mend it, and no other rule says anything."""

import pytest
from violations import ALONE, TOGETHER, renamed


def line_of(folder, name, at):
    file, text = (renamed(part, name) for part in at)
    if not text:
        return file
    before, found, _after = (folder / name / file).read_text().partition(text)
    assert found, f"{text!r} is not in {file}"
    return f"{file}:{before.count(chr(10)) + 1}"


def told(examination):
    failed = {one.rule.id: one for one in examination.outcomes() if one.state == "failed"}
    return failed, [f"{id_} {found}" for id_, outcome in failed.items() for found in outcome.findings]


@pytest.mark.parametrize("case", ALONE)
def test_a_planted_violation_is_found_by_its_rule_alone(examine, tmp_path, case):
    planted, name = ALONE[case], f"alone{list(ALONE).index(case)}"

    failed, said = told(examine(name, *planted.edits))

    assert (list(failed), failed[planted.rule].is_fatal) == ([planted.rule], True), said
    assert_says(failed[planted.rule], planted, name, tmp_path)


@pytest.mark.parametrize("group", TOGETHER)
def test_violations_of_several_rules_are_told_apart(examine, tmp_path, group):
    planted, name = TOGETHER[group], f"several{list(TOGETHER).index(group)}"

    failed, said = told(examine(name, *(edit for one in planted.values() for edit in one.edits)))

    assert set(failed) == {one.rule for one in planted.values()}, said
    assert [id_ for id_, outcome in failed.items() if not outcome.is_fatal] == []
    for one in planted.values():
        assert_says(failed[one.rule], one, name, tmp_path)


def assert_says(outcome, planted, name, folder):
    where, mend = line_of(folder, name, planted.at), renamed(planted.mend, name)

    assert [one for one in outcome.findings if where in one.where and mend in one.mend], (
        where,
        mend,
        [str(one) for one in outcome.findings],
    )


def test_every_rule_was_broken():
    broken = {one.rule for one in ALONE.values()}
    broken |= {one.rule for group in TOGETHER.values() for one in group.values()}

    from utblick.testing.conformance.rules.all import RULES

    assert broken == {rule.id for rule in RULES}
