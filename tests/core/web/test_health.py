import dataclasses

import pytest

from utblick.mail import service
from utblick.registry import Quarantined
from utblick.testing.client import BrowserClient
from utblick.web.app import build_app


@pytest.fixture
def plugins():
    return ()


@pytest.fixture
def machine(client_as):
    return client_as(None)


def test_a_living_process_says_so_without_looking_at_anything(machine):
    answer = machine.get("/health/live")

    assert (answer.status_code, answer.json()["status"]) == (200, "alive")


def test_a_process_that_can_work_is_ready(machine):
    answer = machine.get("/health/ready")

    assert answer.status_code == 200
    assert answer.json() == {"status": "ready", "checks": {"database": "ok", "bus": "ok", "plugins": "ok"}}
    assert answer.headers["cache-control"] == "no-store"


def test_a_plugin_that_was_set_aside_degrades_but_does_not_stop(platform):
    platform.registry = dataclasses.replace(
        platform.registry, quarantined=(Quarantined("twinning", "broken"),)
    )

    with BrowserClient(build_app(platform)) as machine:
        answer = machine.get("/health/ready")

    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
    assert answer.json()["checks"]["plugins"] == "set aside: twinning"


def test_a_database_that_is_not_where_the_code_is_fails_until_it_is(platform, machine):
    with platform.database.write() as session:
        session.connection().exec_driver_sql("UPDATE alembic_core SET version_num = 'from_the_future'")

    answer = machine.get("/health/ready")

    assert (answer.status_code, answer.json()["status"]) == (503, "failing")
    assert "newer than this version" in answer.json()["checks"]["database"]


def test_requests_and_mails_are_counted_for_prometheus(platform, machine):
    with platform.write() as ctx:
        service.send(
            ctx, "mail/access/reset", to="anna@foretag.example", name="Anna Exempel", url="https://x.example"
        )
    machine.get("/sign-in")

    figures = machine.get("/metrics")

    assert figures.headers["content-type"].startswith("text/plain")
    assert 'utblick_mails{state="waiting"} 1.0' in figures.text
    assert 'utblick_request_seconds_count{method="GET",route="/sign-in"' in figures.text
    assert "anna@foretag.example" not in figures.text
