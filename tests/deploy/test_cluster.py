def test_of_two_upgrades_at_once_one_makes_the_tables_and_the_other_waits(deployment):
    waited, made = deployment.upgrades

    assert waited == "Already up to date.\n"
    assert made.startswith("Upgraded: core, export_deals")
