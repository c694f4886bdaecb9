"""The cluster as it stands, before anything is restarted."""


def test_of_two_upgrades_at_once_one_makes_the_tables_and_the_other_waits(deployment):
    waited, made = deployment.upgrades

    assert waited == "Already up to date.\n"
    assert made.startswith("Upgraded: core, ")


def test_on_sqlite_too_one_upgrade_waits_for_the_other(tmp_path, clean, upgrade_twice):
    settings = {"UTBLICK_DATA_FOLDER": str(tmp_path), "UTBLICK_PLUGINS": ""}

    assert upgrade_twice(clean | settings) == ["Already up to date.\n", "Upgraded: core\n"]
