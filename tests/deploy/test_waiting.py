"""Everything may be started at once: each process waits for what it needs, or says what it lacks."""

import pytest

from utblick.testing.running import eventually


@pytest.fixture
def environment(clean, tmp_path):
    return clean | {"UTBLICK_DATA_FOLDER": str(tmp_path), "UTBLICK_PLUGINS": "", "UTBLICK_PORT": "0"}


@pytest.mark.parametrize("command", [("db", "upgrade"), ("web",), ("worker",)], ids=" ".join)
def test_a_database_that_does_not_answer_is_said_in_a_sentence(environment, forkserver, command):
    nowhere = {"UTBLICK_DATABASE__URL": "postgresql+psycopg://utblick@127.0.0.1:1/utblick"}

    ended = forkserver.run(*command, "--wait", "1", env=environment | nowhere)

    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("The database does not answer: connection failed")
    assert "Traceback" not in ended.stderr


def test_who_is_started_before_the_upgrade_waits_for_it(environment, forkserver, tmp_path):
    log = tmp_path / "worker.log"
    with log.open("wb") as said:
        worker = forkserver.start("worker", "--wait", "60", env=environment, stdout=said, stderr=said)
    eventually((tmp_path / "utblick.db").exists, seconds=30)

    try:
        assert forkserver.run("db", "upgrade", env=environment).returncode == 0
        eventually(lambda: "The worker is running" in log.read_text(), seconds=60)
    finally:
        worker.terminate()
        worker.wait(60)


def test_who_waits_in_vain_says_what_to_do(environment, forkserver):
    ended = forkserver.run("web", "--wait", "1", env=environment)

    assert ended.returncode == 1
    assert ended.stderr == "The tables of core are not up to date. Run: utblick db upgrade\n"
