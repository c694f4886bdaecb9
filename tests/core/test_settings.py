"""An installation as its operator meets it: settings, what is wrong with them, starting and stopping."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager

import httpx
import psutil
import pytest

from utblick.settings import Settings
from utblick.settings.load import load_settings
from utblick.settings.mistakes import SettingsMistakes
from utblick.settings.production import unfit
from utblick.testing.running import eventually


@pytest.fixture
def file(tmp_path):
    return tmp_path / "kommun.toml"


def mistakes(file, **environment):
    with pytest.raises(SettingsMistakes) as refused:
        load_settings(file, environment)
    return {(one.source, one.key): one.message for one in refused.value.mistakes}


def test_an_installation_without_settings_works():
    assert load_settings(environment={}).database_url.startswith("sqlite:///")


def test_the_environment_stands_above_the_file(file):
    file.write_text('[municipality]\nname = "Hudiksvalls kommun"\ncode = "2184"\n[web]\nport = 9000\n')
    environment = {
        "UTBLICK_PORT": "9001",
        "UTBLICK_PLUGINS": "evaluation, export_deals",
        "UTBLICK_BUS__REPLICAS": "3",
        "UTBLICK_SETTINGS": str(file),
        "PATH": "ignored",
    }

    settings = load_settings(environment=environment)

    assert (settings.municipality.name, settings.municipality.code) == ("Hudiksvalls kommun", "2184")
    assert (settings.web.port, settings.bus.replicas) == (9001, 3)
    assert settings.plugins == ("evaluation", "export_deals")


@pytest.mark.parametrize(
    ("code", "name"), [("2132", "Nordanstigs kommun"), ("2180", "Gävle kommun"), ("1480", "Göteborgs stad")]
)
def test_a_municipality_is_named_by_its_code_where_it_gives_no_name(file, code, name):
    file.write_text(f'[municipality]\ncode = "{code}"\n')

    assert load_settings(file, {}).municipality.name == name


def test_a_code_that_no_municipality_has_is_a_mistake(file):
    file.write_text('[municipality]\ncode = "2133"\n')

    assert mistakes(file) == {
        (str(file), "municipality.code"): (
            "no municipality has this code (it is '2133') – Municipality code of Statistics Sweden, 4 digits"
        )
    }


def test_every_mistake_is_named_with_where_it_stands_and_what_is_allowed(file):
    file.write_text(
        '[municipality]\ncode = "21"\nhu = 3\n[web]\nport = 99999\n[mail]\nsecurity = "ssl"\n'
        '[database]\nurl = "mysql://x"\n'
    )
    here = str(file)

    assert mistakes(
        file, UTBLICK_BUS__REPLICAS="many", UTBLICK_MUNICIPALITY__LANGUAGES="sv,de", UTBLICK_MONEY="SEK"
    ) == {
        (here, "municipality.code"): (
            "not of the right form (it is '21') – Municipality code of Statistics Sweden, 4 digits"
        ),
        (here, "municipality.hu"): "there is no such setting; did you mean hue?",
        ("environment", "municipality.languages.1"): "Input should be 'sv' or 'en' (it is 'de')",
        (here, "web.port"): "Input should be less than or equal to 65535 (it is 99999)",
        (here, "mail.security"): "Input should be 'starttls', 'tls' or 'none' (it is 'ssl')",
        (here, "database.url"): (
            "not the address of a database that is known here – "  # it may hold a password
            "postgresql+psycopg://… or sqlite:///…; empty: SQLite in the data folder"
        ),
        ("environment", "bus.replicas"): "not a whole number (it is 'many')",
        ("environment", "money"): "a table with keys of its own is needed here (it is 'SEK')",
    }


def test_a_file_that_cannot_be_read_is_named(file, tmp_path):
    assert mistakes(file) == {(str(file), "file"): "there is no such file"}
    assert mistakes(tmp_path) == {(str(tmp_path), "file"): "cannot be read: Is a directory"}
    file.write_text("[web\n")
    assert "not valid TOML" in mistakes(file)[str(file), "file"]
    file.write_bytes(b'name = "\xff"\n')
    assert "not valid TOML" in mistakes(file)[str(file), "file"]


@pytest.fixture
def command(forkserver, tmp_path):
    """Runs the real `utblick` in a folder of its own."""

    def call(*arguments, **environment):
        return forkserver.run(*arguments, env={"PATH": os.environ["PATH"], **environment}, cwd=tmp_path)

    return call


def test_check_says_that_all_is_well(command):
    told = command("check")

    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout == f"The settings are sound. Plugins: {', '.join(Settings().plugins)}.\n"


def test_check_names_mistakes_in_the_tables_of_plugins_too(command, tmp_path):
    (tmp_path / "utblick.toml").write_text(
        "[plugin.export_deals]\nstalled_after_days = 60\nlink_valid_days = 0\n"
    )
    told = command("check")

    assert (told.returncode, told.stdout) == (1, "")
    assert (
        "utblick.toml: plugin.export_deals.stalled_after_days: there is no such setting; did you mean stall_after_days?"
        in told.stderr
    )
    assert (
        "utblick.toml: plugin.export_deals.link_valid_days: Input should be greater than or equal to 1 (it is 0) – Days"
        in told.stderr
    )


def test_check_knows_the_plugin_that_was_meant(command):
    told = command("check", UTBLICK_PLUGINS="export_deal")

    assert told.returncode == 1
    assert "environment: plugins: There is no plugin export_deal. Did you mean export_deals?" in told.stderr


def test_the_list_of_plugins_says_which_run(command):
    told = command("plugin", "list", "--json", UTBLICK_PLUGINS="evaluation")

    states = {one["name"]: one["state"] for one in json.loads(told.stdout)}
    assert [name for name, state in states.items() if state == "enabled"] == ["evaluation"]
    assert states["export_deals"] == "disabled"
    assert "evaluation           enabled" in command("plugin", "list").stdout


@contextmanager
def running(folder, **environment):
    """`utblick run` as a process of its own: its address, the processor time its start took, the process."""
    log = (folder / "log").open("w+")
    process = subprocess.Popen(
        [sys.executable, "-m", "utblick", "run"],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "UTBLICK_PORT": "0", "PYTHONUNBUFFERED": "1", **environment},
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )

    def told():
        said = (folder / "log").read_text()
        assert process.poll() is None, said
        return re.search(r"running: (\S+) ", said)

    try:
        eventually(lambda: told() is not None, seconds=90)
        yield told()[1], processor_seconds(process), process
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        log.close()


def processor_seconds(process):
    """What it and its children have used; other programs on the same processors count for little in it."""
    tree = psutil.Process(process.pid)
    return sum(sum(one.cpu_times()[:2]) for one in (tree, *tree.children(recursive=True)))


def stopped(process, by=signal.SIGINT):
    """Press Ctrl-C, or end it as a service manager does, and say the exit code and which of its children are left."""
    children = psutil.Process(process.pid).children(recursive=True)
    assert any("nats" in child.name() for child in children)
    process.send_signal(by)
    code = process.wait(30)
    psutil.wait_procs(children, timeout=5)
    return code, [child for child in children if child.is_running()]


@pytest.mark.slow
def test_it_starts_stops_cleanly_and_finds_everything_again(tmp_path):
    with running(tmp_path) as (address, first, process):
        names = registered(address)
        assert stopped(process) == (0, [])
    with running(tmp_path) as (address, second, process):
        assert registered(address) == names
        assert httpx.get(f"{address}/health/ready").status_code == 200
        assert stopped(process, signal.SIGTERM) == (0, [])

    assert len(names) > 3
    assert second < min(first, 8)  # on a quiet machine as much as by the clock, where it is to be under 3


def registered(address):
    """The organisations, as the demonstration's administrator reads them."""
    with httpx.Client(base_url=address, headers={"sec-fetch-site": "same-origin"}) as browser:
        form = {"email": "admin@nordanstig.example", "password": demo_password()}
        assert browser.post("/sign-in", data=form).status_code == 303
        return [one["name"] for one in browser.get("/api/core/organisations").json()["data"]]


def demo_password():
    from utblick.access.demo import DEMO_PASSWORD

    return DEMO_PASSWORD


def test_a_port_that_is_taken_is_said_with_what_to_do(command):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        told = command("run", UTBLICK_PORT=str(port))

    assert told.returncode == 1
    assert told.stderr == f"Port {port} is taken. Choose another, as in: UTBLICK_PORT={port + 1} make run\n"


@pytest.mark.slow
def test_in_production_every_line_is_json_and_tells_nothing_of_people(tmp_path):
    with running(tmp_path, UTBLICK_ENVIRONMENT="production") as (address, _seconds, process):
        secret = {"email": "anna.hemlig@example.se", "password": "mycket hemligt ord"}
        with httpx.Client(base_url=address, headers={"sec-fetch-site": "same-origin"}) as browser:
            assert browser.post("/sign-in", data=secret).status_code in {401, 422}
            browser.get("/sign-in", params={"email": "anna.hemlig@example.se"})
        [server] = [one for one in psutil.Process(process.pid).children() if "nats" in one.name()]
        server.kill()
        eventually(lambda: "\n{" in (tmp_path / "log").read_text(), seconds=20)
        eventually(
            lambda: any("nats" in one.name() for one in psutil.Process(process.pid).children()), seconds=20
        )
        assert stopped(process) == (0, [])
    said = (tmp_path / "log").read_text()

    facts = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    others = [line.strip() for line in said.splitlines() if line.strip() and not line.startswith("{")]
    assert facts
    assert all({"event", "level", "timestamp"} <= set(one) for one in facts)
    assert [line.partition(":")[0] for line in others] == ["Utblick is running", "Stop with Ctrl-C."]
    assert "hemlig" not in said


PRODUCTION = {"UTBLICK_ENVIRONMENT": "production", "UTBLICK_WEB__PUBLIC_URL": "https://utblick.example"}
CLUSTER = PRODUCTION | {
    "UTBLICK_DATABASE": "postgresql+psycopg://utblick@db.example/utblick",
    "UTBLICK_BUS__SERVERS": "nats://a.example,nats://b.example,nats://c.example",
    "UTBLICK_BUS__REPLICAS": "3",
    "UTBLICK_BUS__PASSWORD": "secret",
    "UTBLICK_SIGN_IN__KEY": "secret",
    "UTBLICK_WEB__DRAIN_SECONDS": "5",
}


@pytest.mark.parametrize("environment", [{}, PRODUCTION, CLUSTER], ids=["trying out", "one process", "many"])
def test_settings_that_are_fit_for_what_they_are_for(environment):
    assert unfit(load_settings(environment=environment)) == ()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("web.public_url", ""),
        ("web.public_url", "http://utblick.example"),
        ("database.url", ""),
        ("sign_in.key", ""),
        ("web.drain_seconds", "0"),
        ("bus.replicas", "1"),
        ("bus.replicas", "5"),
        ("bus.password", ""),
        ("mail.sender", "utblick@localhost"),
    ],
)
def test_production_must_not_have_what_only_does_for_trying_out(key, value):
    name = f"UTBLICK_{key.upper().replace('.', '__')}".replace("DATABASE__URL", "DATABASE")
    environment = CLUSTER | {
        "UTBLICK_MAIL__HOST": "smtp.example",
        "UTBLICK_MAIL__SENDER": "utblick@example.se",
    }

    found = unfit(load_settings(environment=environment | {name: value}))

    assert [(one.source, one.key) for one in found] == [("environment", key)]


def test_check_refuses_settings_that_are_unfit_for_production(command):
    told = command("check", UTBLICK_ENVIRONMENT="production")

    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr == (
        "settings: web.public_url: production needs the address that people use, "
        "for links in mail and for cookies\n"
    ).replace("settings:", "utblick.toml:")
