import json
import subprocess
import sys

import pytest

PROGRAM = """
import logging, structlog
from utblick import log
from utblick.settings import Settings
log.configure(Settings(environment={environment!r}))
log.bind(request_id="r1")
structlog.get_logger("utblick.test").info("deal_signed", agreement="a1", email="anna@foretag.example", body="x", password="p")
logging.getLogger("uvicorn.error").warning("from %s", "the server")
logging.getLogger("alembic.runtime.migration").info("quiet enough")
logging.getLogger("httpx").info("GET https://secret.example")
try:
    1 / 0
except ZeroDivisionError:
    structlog.get_logger("utblick.test").exception("job_failed", job="core.rates")
"""


@pytest.fixture
def lines():
    def run(environment):
        program = PROGRAM.format(environment=environment)
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert done.stdout == ""
        return done.stderr

    return run


def test_production_logs_one_json_object_a_line(lines):
    signed, server, failed = map(json.loads, lines("production").splitlines())

    assert (
        signed["event"],
        signed["agreement"],
        signed["level"],
        signed["logger"],
        signed["request_id"],
    ) == (
        "deal_signed",
        "a1",
        "info",
        "utblick.test",
        "r1",
    )
    assert (server["event"], server["logger"], server["request_id"]) == (
        "from the server",
        "uvicorn.error",
        "r1",
    )
    assert failed["exception"][0]["exc_type"] == "ZeroDivisionError"


@pytest.mark.parametrize("environment", ["production", "development"])
def test_what_names_a_person_or_opens_a_door_is_left_out(lines, environment):
    said = lines(environment)

    assert "deal_signed" in said
    assert "anna@foretag.example" not in said
    assert "password" not in said
    assert "secret.example" not in said


def test_a_failure_never_logs_the_values_of_variables(lines):
    failed = json.loads(lines("production").splitlines()[-1])

    assert all("locals" not in frame for frame in failed["exception"][0]["frames"])
