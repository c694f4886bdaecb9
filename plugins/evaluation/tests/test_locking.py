"""A locked period: signed, still, and open about what has changed since."""

from datetime import date

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from utblick_evaluation import locking
from utblick_evaluation.models import Snapshot

HALF_YEAR = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 6, 30)}


@pytest.fixture
def locked(platform, goal, confirm):
    """A period that was locked when two companies had confirmed."""
    confirm("Exempel Såg AB")
    confirm("Exempel Fisk AB")
    with platform.write() as ctx:
        return locking.lock_period(ctx, title="Första halvåret", **HALF_YEAR).id


def is_intact(platform, locked):
    with platform.read() as ctx:
        return locking.is_intact(ctx, ctx.session.get(Snapshot, locked))


def write_past_the_program(platform, statement, **values):
    with platform.write() as ctx:
        ctx.session.connection().execute(text(statement), values)


def test_a_locked_period_is_signed_and_holds_the_events_behind_each_digit(platform, locked):
    with platform.read() as ctx:
        [goal] = ctx.session.get(Snapshot, locked).content["goals"]

    assert is_intact(platform, locked)
    assert (goal["title"], goal["reading"], goal["target"], len(goal["events"])) == (
        "Fler exportavtal", "2", "5", 2,
    )  # fmt: skip


@pytest.mark.parametrize(
    "statement",
    [
        """update evaluation_snapshot set content = replace(content, '"reading":"2"', '"reading":"5"')""",
        "update evaluation_snapshot set title = 'Hela året'",
        "update evaluation_snapshot set ends_on = '2026-12-31'",
        "update evaluation_snapshot set signature = ''",
    ],
)
def test_a_change_behind_the_programs_back_is_detected(platform, client, locked, statement):
    write_past_the_program(platform, statement)

    assert not is_intact(platform, locked)
    assert "Siffrorna är inte de som signerades." in client.get(f"/evaluation/periods/{locked}").text
    assert "Har ändrats" in client.get("/evaluation/periods").text


def test_who_writes_a_new_checksum_too_still_lacks_the_key(platform, locked):
    with platform.write() as ctx:
        row = ctx.session.get(Snapshot, locked)
        row.title = "Hela året"
        row.digest = locking.digest(row)
        ctx.session.add(row)

    assert not is_intact(platform, locked)


def test_another_installations_key_does_not_sign_for_this_one(platform, locked):
    key = platform.settings.sign_in.model_copy(update={"key": SecretStr("a key of another house")})
    platform.settings = platform.settings.model_copy(update={"sign_in": key})

    assert not is_intact(platform, locked)


def test_a_period_can_be_checked_on_every_machine_that_has_the_installations_key(platform, locked, tmp_path):
    other = platform.settings.model_copy(update={"data_folder": tmp_path / "other"})
    other.data_folder.mkdir()
    (other.data_folder / "secret.key").write_bytes(
        (platform.settings.data_folder / "secret.key").read_bytes()
    )
    platform.settings = other

    assert is_intact(platform, locked)


def test_a_locked_period_is_signed_anew_when_the_installations_key_is_replaced(platform, locked, cli):
    with platform.read() as ctx:
        before = ctx.session.get(Snapshot, locked).signature
    (old,) = (line.split("\t")[0] for line in cli("key", "list").stdout.splitlines())

    done = cli("key", "rotate")
    ended = cli("key", "forget", old, "--yes")

    assert "evaluation.snapshot: 1" in done.stdout, done.stderr
    assert ended.returncode == 0, ended.stderr
    with platform.read() as ctx:
        assert ctx.session.get(Snapshot, locked).signature != before
    assert is_intact(platform, locked)


def test_a_signature_that_was_not_good_stays_so_under_a_new_key(platform, locked, cli):
    write_past_the_program(platform, "UPDATE evaluation_snapshot SET signature = 'ff'")

    assert cli("key", "rotate").returncode == 0

    assert not is_intact(platform, locked)


def test_a_later_confirmation_shows_as_a_difference_and_leaves_the_locked_reading(
    platform, client, locked, confirm
):
    confirm("Exempel Plåt AB")

    with platform.read() as ctx:
        row = ctx.session.get(Snapshot, locked)
        assert row.content["goals"][0]["reading"] == "2"
        assert locking.changed_since(ctx, row) == [("Fler exportavtal", "2", "3")]
    assert is_intact(platform, locked)
    assert "Ändrat sedan dess" in client.get(f"/evaluation/periods/{locked}").text


def test_without_later_changes_there_are_no_differences(platform, client, locked):
    with platform.read() as ctx:
        assert locking.changed_since(ctx, ctx.session.get(Snapshot, locked)) == []
    assert "Ändrat sedan dess" not in client.get(f"/evaluation/periods/{locked}").text
