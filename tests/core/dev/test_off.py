"""Where nobody develops there is no trace of it: no address, no file, no listener, no module."""

import logging
import subprocess
import sys

import pytest

from utblick.dev.lines import LogKeeper
from utblick.web.app import build_app


def test_the_application_has_no_address_and_no_file_of_it(platform, client):
    page = client.get("/organisations")

    assert [route.path for route in build_app(platform).routes if "dev" in route.path] == []
    assert [name for name in platform.assets.names if "dev" in name or "bar" in name] == []
    assert "dev-" not in page.text
    assert "/dev/" not in page.text
    assert [name for name in page.headers if "dev" in name] == []
    addresses = ("/dev/bar.js", "/dev/bar.css", "/dev/requests", "/dev/changes")
    assert [client.get(address).status_code for address in addresses] == [404] * 4


def test_nobody_looks_on(platform):
    assert not platform.database.engine.dialect.dispatch.do_connect
    assert type(platform.templates).__name__ == "Environment"
    assert not any(isinstance(one, LogKeeper) for one in logging.getLogger().handlers)


def test_its_code_is_not_even_read():
    read = (
        "import sys, utblick.cli.run, utblick.web.app, utblick.bus.runner, utblick.core_plugin;"
        "from utblick.registry import load_registry; from utblick.settings import Settings;"
        "load_registry(Settings());"
        "print([name for name in sys.modules if name.startswith('utblick.dev')])"
    )
    told = subprocess.run(
        [sys.executable, "-c", read], capture_output=True, text=True, check=True, timeout=60
    )

    assert told.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"UTBLICK_ENVIRONMENT": "production"}, "utblick dev is for developers"),
        ({"UTBLICK_HOST": "0.0.0.0"}, "it listens on 127.0.0.1, not on 0.0.0.0"),
    ],
)
def test_it_does_not_start_where_others_could_see_it(monkeypatch, tmp_path, environment, sentence):
    assert sentence in refusal(monkeypatch, tmp_path, environment)


def test_a_plugin_that_is_not_installed_is_said_at_once(monkeypatch, tmp_path):
    told = refusal(monkeypatch, tmp_path, {}, "--plugin", "export_deal")

    assert told == "There is no plugin export_deal. Did you mean export_deals?"


def refusal(monkeypatch, folder, environment, *arguments):
    from click.testing import CliRunner

    from utblick.cli.main import cli

    monkeypatch.chdir(folder)
    return str(CliRunner().invoke(cli, ["dev", "--port", "0", *arguments], env=environment).exception)
