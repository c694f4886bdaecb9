"""What Prometheus is given: everything that rules and pages of the documentation speak of, and nothing else."""

import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import insert

from utblick.backup.creating import create
from utblick.bus.tables import lost_event_table
from utblick.ids import new_id
from utblick.jobs.models import JobRun, JobState
from utblick.testing.running import at_rest, eventually, running_bus

ROOT = Path(__file__).parents[3]
RULES = ROOT / "deploy" / "observe" / "alerts.yaml"
PAGE = ROOT / "docs" / "operate" / "watch.md"
_NAME = re.compile(r"\butblick_[a-z_]+")


@pytest.fixture
def plugins():
    return ("export_deals", "evaluation")


@pytest.fixture
def told(platform, client_as, tmp_path):
    """The families of an installation in which everything has happened once, by name."""
    with platform.write() as ctx:
        ctx.session.add(JobRun(name="core.imports", started_at=ctx.now, ended_at=ctx.now, ok=False))
    create(platform, tmp_path / "backup.zip", tell=lambda *_far: None)
    with running_bus(platform) as bus:
        eventually(lambda: at_rest(bus), seconds=60)
        client = client_as(None)
        client.get("/sign-in")
        text = client.get("/metrics").text
    return {family.name: family for family in text_string_to_metric_families(text)}


def names(told):
    return set(told) | {sample.name for family in told.values() for sample in family.samples}


def test_rules_and_the_page_speak_of_what_is_given_and_it_is_what_is_there(told):
    rules = yaml.safe_load(RULES.read_text())["groups"][0]["rules"]
    asked = {name for rule in rules for name in _NAME.findall(rule["expr"])}
    described = dict(re.findall(r"^\| `(utblick_\w+)` \| (.+?) \|", PAGE.read_text(), re.MULTILINE))
    given = {
        name + ("_total" if family.type == "counter" else ""): family.documentation
        for name, family in told.items()
        if name.startswith("utblick_")
    }

    def value(name, **labels):
        return next(one.value for one in told[name].samples if one.labels == labels)

    assert described == given
    assert asked - names(told) == set()
    assert len({rule["alert"] for rule in rules}) == len(rules) > 15
    assert all(rule["annotations"]["todo"] and rule["annotations"]["summary"] for rule in rules)
    assert {rule["labels"]["severity"] for rule in rules} == {"critical", "warning"}
    assert value("utblick_job_last_ok", job="core.imports") == 0
    assert value("utblick_backup_last_ok") == 1
    assert datetime.now(UTC).timestamp() - value("utblick_backup_last_success_seconds") < 600
    assert value("utblick_bus_connected") == 1
    assert value("utblick_relay_leads") == 1
    assert 0 < value("utblick_disk_used_ratio", place="data") < 1
    assert value("utblick_subscriber_lag", subscriber="evaluation__evidence") == 0


@pytest.mark.skipif(shutil.which("promtool") is None, reason="promtool is not installed")
def test_promtool_accepts_rules_and_configuration():
    for kind, file in (("rules", RULES), ("config", RULES.with_name("prometheus.yaml"))):
        done = subprocess.run(
            ["promtool", "check", kind, str(file)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_page_of_health_says_what_is_wrong_and_what_to_do(platform, client_as):
    with platform.write() as ctx:
        long_ago = ctx.now - timedelta(days=4)
        ctx.session.add(JobRun(name="core.backup", started_at=long_ago, ended_at=long_ago, ok=True))
        ctx.session.add(JobRun(name="core.imports", started_at=long_ago, ended_at=long_ago, ok=False))
        lost = {"id": new_id(), "name": "core.organisation.registered", "key": "k", "at": ctx.now}
        lost |= {"actor": "system", "found_at": ctx.now, "data": _event()}
        ctx.session.connection().execute(insert(lost_event_table), lost)
    admin = client_as("administrator", language="en")

    page = admin.get("/admin/health").text
    listed = admin.get("/admin/bus/lost").text
    settled = admin.submit("/admin/bus/lost/settle", {})
    after = admin.get("/admin/health").text

    for said in (
        "Too old",
        "1 lost event",
        "core.imports",
        "Does not answer",
        "Start a worker: utblick worker",
    ):
        assert said in page
    assert "core.organisation.registered" in listed
    assert settled.headers["location"].startswith("/admin/health")
    assert "1 lost event<" not in after
    assert client_as("officer").get("/admin/health").status_code == 403


def test_a_worker_that_stopped_is_missed_whatever_the_hour(platform, client_as):
    admin = client_as("administrator", language="en")
    missed = "Start a worker: utblick worker"
    jobs = [f"{plugin.name}.{job.name}" for plugin in platform.registry.plugins for job in plugin.jobs]
    with platform.write() as ctx:
        then = ctx.now - timedelta(hours=2)
        ctx.session.add_all(JobState(name=name, last_started=then) for name in jobs)

    assert missed in admin.get("/admin/health").text
    with platform.write() as ctx:
        ctx.session.get_one(JobState, jobs[0]).last_started = ctx.now
    assert missed not in admin.get("/admin/health").text


def _event():
    said = '{"specversion":"1.0","id":"%s","type":"se.utblick.core.organisation.registered.v1","source":"/2132/core",'
    said += '"time":"2026-01-01T00:00:00Z","subject":"k","data":{"kind":"company"}}'
    return (said % new_id()).encode()
