"""The OpenAPI document: correct in itself, and true of what the API does."""

import jsonschema_rs
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import checks
from schemathesis.core.transport import Response

from utblick.access.credentials.tokens import create_token
from utblick.access.models import User
from utblick.context import SYSTEM, Actor

pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture
def plugins() -> tuple[str, ...]:
    return ("export_deals",)


@pytest.fixture
def token(platform, client) -> str:
    """A token of the administrator who is signed in, for all permissions of records."""
    from sqlmodel import select

    with platform.write(SYSTEM) as ctx:
        user = ctx.session.exec(select(User)).one()
        names = [p.name for plugin in platform.registry.plugins for p in plugin.permissions]
        actor = Actor("user", user.id, permissions=frozenset("*"))
    with platform.write(actor) as ctx:
        return create_token(ctx, name="Test", scopes=names, days=1, read_only=False)


@pytest.fixture
def document(client_as):
    return client_as(None, language="en").get("/schema").json()


def test_every_schema_in_the_document_is_a_json_schema(document):
    for schema in document["components"]["schemas"].values():
        jsonschema_rs.meta.validate({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema})


def test_a_text_is_said_to_be_as_long_as_its_column_is_and_not_as_its_form_takes(document):
    from utblick_export_deals.models import Confirmation

    read = document["components"]["schemas"]["export_deals.confirmation"]["properties"]["dispute_reason"]

    assert read["maxLength"] == Confirmation.__table__.columns["dispute_reason"].type.length == 1000


def test_every_reference_in_the_document_leads_somewhere(document):
    def references(value):
        if isinstance(value, dict):
            yield from ([value["$ref"]] if "$ref" in value else [])
            for inner in value.values():
                yield from references(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from references(inner)

    for reference in set(references(document)):
        found = document
        for part in reference.removeprefix("#/").split("/"):
            found = found[part]


def test_every_record_type_is_described(document, platform):
    described = {path for path in document["paths"] if "{" not in path}
    assert described == {
        f"/api/{plugin.name}/{record.path}" for plugin, record in platform.registry.records()
    }


def test_programs_can_use_a_token_alone(platform, token, client_as):
    nobody = client_as(None)
    answer = nobody.get("/api/core/organisations", headers={"authorization": f"Bearer {token}"})
    assert (answer.status_code, answer.json()) == (200, {"data": [], "next": None})


CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
]


def test_nothing_that_the_description_allows_or_forbids_breaks_the_server(document, token, client_as):
    found = schemathesis.openapi.from_dict(document)
    program = client_as(None, language="en")
    program.headers.update({"authorization": f"Bearer {token}", "accept": "application/json"})
    asked = []
    for result in found.get_all_operations():
        operation = result.ok()

        @given(case=operation.as_strategy())
        @settings(
            max_examples=8,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def ask(case):
            kwargs = case.as_transport_kwargs(base_url="http://testserver.local")
            kwargs = {
                name: kwargs[name]
                for name in ("method", "url", "params", "json", "data", "headers")
                if kwargs.get(name) is not None
            }
            if isinstance(kwargs.get("data"), bytes):
                kwargs["content"] = kwargs.pop("data")
            answer = program.request(**kwargs)
            case.validate_response(Response.from_httpx(answer, verify=True), checks=CHECKS)
            asked.append(answer.status_code)

        ask()
    assert len(asked) > 50
    assert {200, 201, 422} <= set(asked)
