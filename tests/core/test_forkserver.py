"""Commands that are forked are what commands are that Python started: their own words, codes and deaths."""

import os
import signal
import subprocess
import sys

import pytest

ASKS = """
import os, sys

from utblick.ids import new_id

print(sys.argv[1:], os.getcwd(), sorted(name for name in os.environ if name.startswith("UTBLICK")), new_id())
print(sys.stdin.read(), file=sys.stderr)
sys.exit(int(sys.argv[1]))
"""
WAITS = "import time\nprint('there', flush=True)\ntime.sleep(600)\n"


@pytest.fixture
def forked(forkserver, tmp_path):
    """Forks a program with these lines; gives its exit code and what it said on its two streams."""

    def fork(lines, *arguments, **environment):
        program, out, err = (tmp_path / name for name in ("program.py", "out", "err"))
        program.write_text(lines)
        typed = tmp_path / "typed"
        typed.write_text("typed by hand")
        with typed.open() as stdin, out.open("w") as stdout, err.open("w") as stderr:
            process = forkserver.start(
                *arguments,
                env={**os.environ, **environment},
                cwd=tmp_path,
                stdin=stdin,
                stdout=stdout,
                stderr=stderr,
                program=program,
            )
        return process, out, err

    return fork


def test_a_fork_has_its_own_arguments_environment_folder_streams_and_code(forked, tmp_path):
    identities = set()
    for code in (0, 3):
        process, out, err = forked(ASKS, str(code), UTBLICK_PORT="1", UTBLICK_NAME="Exempel")

        assert process.wait(60) == code
        *said, identity = out.read_text().split()
        assert " ".join(said) == f"['{code}'] {tmp_path} ['UTBLICK_NAME', 'UTBLICK_PORT']"
        assert err.read_text() == "typed by hand\n"
        identities.add(identity)
    assert len(identities) == 2


def test_a_fork_that_is_killed_says_by_what(forked):
    for deadly in (signal.SIGKILL, signal.SIGTERM):
        process, _out, _err = forked(WAITS)

        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.01)
        assert process.poll() is None
        os.kill(process.pid, deadly)
        assert process.wait(60) == process.poll() == -deadly
        process.kill()  # and nothing else that has got its number


def test_a_program_that_breaks_says_where(forked):
    process, _out, err = forked("raise ValueError('broken')")

    assert process.wait(60) == 1
    assert "program.py" in err.read_text()
    assert err.read_text().endswith("ValueError: broken\n")


def test_a_command_says_what_it_says_when_python_starts_it(forkserver, tmp_path):
    own = {"PATH": os.environ["PATH"], "UTBLICK_DATA_FOLDER": str(tmp_path), "UTBLICK_PLUGINS": "evaluation"}
    for command in (["--help"], ["plugin", "lost"], ["user", "list"]):
        forked = forkserver.run(*command, env=own, cwd=tmp_path)
        anew = subprocess.run(
            [sys.executable, "-m", "utblick", *command],
            env=own,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

        assert forked.returncode == anew.returncode
        assert (forked.stdout, forked.stderr) == (anew.stdout, anew.stderr)
