def test_a_plugin_that_keeps_every_rule_gives_no_finding(examine):
    examination = examine("good")

    found = {outcome.rule.id: outcome for outcome in examination.outcomes()}

    assert {id_: one.state for id_, one in found.items() if one.state != "ok"} == {}
    assert [str(one) for outcome in found.values() for one in outcome.findings if one.level != "note"] == []
