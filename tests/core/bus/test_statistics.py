"""What is asked of the log every few seconds is found at once, whatever SQLite's statistics say of it."""

import pytest
from sqlalchemy import event, text

from utblick.testing.running import eventually, running_bus


@pytest.fixture
def plugins():
    return ()


@pytest.fixture
def asked(platform):
    """The questions about events that the database was asked, with their values."""
    found = []

    def note(_connection, _cursor, statement, values, *_rest):
        if statement.startswith("SELECT") and "FROM core_event" in statement:
            found.append((statement, values))

    event.listen(platform.database.engine, "before_cursor_execute", note)
    return found


def test_nobody_goes_through_the_whole_log_where_statistics_are_of_a_day_on_which_nothing_was_sent(
    platform, asked, client
):
    with platform.write() as ctx:
        company = ctx.organisations.register(name="Exempel AB", kind="company", country="SE").id
        for number in range(400):
            ctx.organisations.register(name=f"Exempel {number} AB", kind="company", country="SE")
    with platform.database.engine.begin() as connection:
        connection.execute(text("ANALYZE"))

    with running_bus(platform) as bus:
        eventually(lambda: not bus.ask_health(20).unsent, seconds=60)
        asked.clear()
        assert client.get(f"/organisations/{company}").status_code == 200
        assert platform.waiters.now().count == 0
        assert bus.ask_health(20).unsent == 0

    with platform.database.engine.connect() as connection:
        plans = {
            statement: [
                row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            ]
            for statement, values in asked
        }
    assert any("stream_seq IS NULL" in statement for statement in plans)
    assert [statement for statement, steps in plans.items() if "SCAN core_event" in steps] == []
