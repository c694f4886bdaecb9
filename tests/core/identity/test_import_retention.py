"""The rows of a register are kept while its import can be undone, and no longer."""

from datetime import timedelta
from io import BytesIO

import pytest
from sqlmodel import func, select

from utblick.errors import Conflict
from utblick.i18n.format import format_date
from utblick.identity.models import Organisation
from utblick.identity.registers.imports import retention, running, staging
from utblick.identity.registers.imports.models import Import, ImportRow
from utblick.testing.scan import places_of

REGISTER = "Namn;Org.nr;Kontaktperson;E-post\nExempel Såg AB;559980-0017;Ellen Exempel;ellen@sag.example\n"


@pytest.fixture
def plugins():
    return ()


@pytest.fixture
def staged(platform):
    """An import that waits for its yes; `staged(done=True)` is brought in."""

    def made(*, done=False):
        with platform.write() as ctx:
            job = staging.receive(ctx, "register.csv", BytesIO(REGISTER.encode()))
            staging.choose_columns(ctx, job, {})
        running.IMPORTS.perform(platform, job.id)
        if done:
            with platform.write() as ctx:
                running.ask_to_run(ctx, staging.found(ctx, job.id))
            running.IMPORTS.perform(platform, job.id)
        return job.id

    return made


def after(platform, days):
    """What the job says when it runs so many days later."""
    with platform.write() as ctx:
        ctx.now += timedelta(days=days)
        told = retention.remove_old_rows(ctx)
        return told and str(told)


def undo(platform, import_id):
    with platform.write() as ctx:
        running.ask_to_undo(ctx, staging.found(ctx, import_id))
    running.IMPORTS.perform(platform, import_id)


def test_the_page_says_until_when_an_import_can_be_undone(platform, client, staged):
    import_id = staged(done=True)

    with platform.read() as ctx:
        until = retention.kept_until(ctx, staging.found(ctx, import_id))
        assert timedelta(days=89) < until - ctx.now <= timedelta(days=90)
        day = format_date(until, "sv")
    assert f"Importen kan ångras till och med {day}." in client.get(f"/organisations/import/{import_id}").text


def test_rows_stay_for_the_time_that_is_set_and_the_import_can_be_undone(platform, staged):
    import_id = staged(done=True)

    assert after(platform, 89) is None
    undo(platform, import_id)

    with platform.read() as ctx:
        assert ctx.session.exec(select(func.count()).select_from(Organisation)).one() == 0
    assert after(platform, 91) == "1 row was removed."


def test_afterwards_nothing_of_the_rows_is_left_and_undoing_says_why_not(platform, client, staged):
    import_id = staged(done=True)

    assert after(platform, 91) == "1 row was removed."

    with pytest.raises(Conflict, match="can no longer be undone"):
        undo(platform, import_id)
    page = client.get(f"/organisations/import/{import_id}").text
    assert "Filens rader har tagits bort" in page
    assert f"/organisations/import/{import_id}/undo" not in page
    assert client.get(f"/organisations/import/{import_id}/report.csv").status_code == 410
    with platform.read() as ctx:
        assert ctx.session.exec(select(func.count()).select_from(ImportRow)).one() == 0
        assert ctx.session.exec(select(Organisation.name)).all() == ["Exempel Såg AB"]
    assert after(platform, 92) is None


def test_a_file_that_was_never_brought_in_goes_altogether(platform, staged):
    staged()
    assert places_of(platform, "ellen@sag.example") != []

    after(platform, 91)

    assert places_of(platform, "ellen@sag.example", "Ellen Exempel") == []
    with platform.read() as ctx:
        assert ctx.session.exec(select(Import.id)).all() == []


def test_the_time_is_a_setting(platform, staged):
    few = platform.settings.imports.model_copy(update={"keep_rows_days": 7})
    platform.settings = platform.settings.model_copy(update={"imports": few})
    staged(done=True)

    assert (after(platform, 6), after(platform, 8)) == (None, "1 row was removed.")
