"""A database that is newer than the code is left alone by everything, in words that say whose it is and what to do."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

CALLS = {
    "core": (("run",), ("web",), ("db", "upgrade")),
    "export_deals": (("run",), ("worker",), ("user", "list"), ("evaluation", "recompute")),
}
SAID = {
    "core": ("The tables of the core are newer than this version of Utblick", "restore the backup"),
    "export_deals": (
        "The tables of the plugin export_deals are newer than this version of it",
        "utblick plugin disable export_deals",
    ),
}


@pytest.fixture
def together(settings, platform, forkserver):
    """Runs commands of the installation at the same time, and gives what each ended with and said."""

    def run(*calls):
        environment = {
            **os.environ,
            "UTBLICK_DATA_FOLDER": str(settings.data_folder),
            "UTBLICK_PLUGINS": ",".join(settings.plugins),
            "UTBLICK_PORT": "0",
        }
        with ThreadPoolExecutor(len(calls)) as pool:
            ended = pool.map(lambda call: forkserver.run(*call, env=environment), calls)
        return {
            call: (one.stdout, one.stderr, one.returncode) for call, one in zip(calls, ended, strict=True)
        }

    return run


@pytest.mark.parametrize("owner", CALLS)
def test_nothing_starts_on_tables_from_the_future_and_says_whose_they_are(platform, together, owner):
    with platform.database.write() as session:
        session.connection().exec_driver_sql(f"UPDATE alembic_{owner} SET version_num = 'from_the_future'")

    ended = together(*CALLS[owner])

    assert {call: code for call, (_out, _err, code) in ended.items() if code != 1} == {}
    for out, err, _code in ended.values():
        assert out == ""
        assert all(part in err for part in (*SAID[owner], "from_the_future"))
        assert len(err.splitlines()) == 1


def test_an_owner_from_the_future_keeps_the_tables_of_all_others_as_they_are(platform):
    from utblick.db.migrate import downgrade, upgrade
    from utblick.db.versions import owners, state
    from utblick.errors import Misconfigured

    core, first, second, *_others = owners(platform.registry)
    downgrade(platform.database, first)
    with platform.database.write() as session:
        session.connection().exec_driver_sql(
            f"UPDATE {second.version_table} SET version_num = 'from_the_future'"
        )

    with pytest.raises(Misconfigured, match=second.name):
        upgrade(platform.database, platform.registry)

    with platform.database.engine.connect() as connection:
        assert [state(connection, owner) for owner in (core, first, second)] == ["current", "empty", "ahead"]


def test_the_list_shows_it_and_works(platform, cli):
    with platform.database.write() as session:
        session.connection().exec_driver_sql("UPDATE alembic_evaluation SET version_num = 'from_the_future'")
        session.connection().exec_driver_sql("CREATE TABLE alembic_left_over (version_num VARCHAR(32))")
        session.connection().exec_driver_sql("INSERT INTO alembic_left_over VALUES ('left_over_0003')")
        session.connection().exec_driver_sql("CREATE TABLE left_over_thing (id INTEGER)")
        session.connection().exec_driver_sql("INSERT INTO left_over_thing VALUES (1), (2)")

    said = cli("plugin", "list", environment={"UTBLICK_PLUGINS": "evaluation,twinnning"}).stdout

    assert "from_the_future (newer than the installed version knows)" in said
    assert "missing" in said
    assert "There is no plugin twinnning" in said
    assert "tables left: left_over_thing (2 rows)" in said
    assert "remove them: utblick plugin purge left_over" in said
    assert "utblick plugin purge export_deals" in said
