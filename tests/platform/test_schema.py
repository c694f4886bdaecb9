"""The JSON API asked at its edges: records that exist, all that the document allows, much that it forbids."""

import pytest
import schemathesis
from schemathesis import GenerationMode, checks
from sqlmodel import select

from utblick.access.credentials.tokens import create_token
from utblick.access.models import User
from utblick.cli.demo import load_demo
from utblick.context import SYSTEM, Actor
from utblick.testing.whole import WHOLE
from utblick.web.app import build_app

pytestmark = pytest.mark.filterwarnings("default")

CHECKS = [checks.not_a_server_error, checks.content_type_conformance, checks.response_schema_conformance]
CASES = 6 if WHOLE else 3
"""Of each operation on each database, spread over all that can be tried with it."""
SECONDS = 60
"""How long an answer may take; what is asked for is that one comes, on however busy a machine."""


@pytest.fixture
def headers(platform_on) -> dict[str, str]:
    """Those of a program with a token of the demonstration's administrator."""
    load_demo(platform_on)
    with platform_on.write(SYSTEM) as ctx:
        user_id = ctx.session.exec(select(User.id).order_by(User.created_at)).first()
    names = [p.name for plugin in platform_on.registry.plugins for p in plugin.permissions]
    with platform_on.write(Actor("user", user_id, permissions=frozenset("*"))) as ctx:
        token = create_token(ctx, name="Test", scopes=names, days=1, read_only=False)
    return {"authorization": f"Bearer {token}"}


@pytest.fixture
def described(platform_on):
    return schemathesis.openapi.from_asgi("/schema", build_app(platform_on))


def test_the_document_is_openapi_of_its_version(platform, client_as):
    schema = schemathesis.openapi.from_dict(client_as(None).get("/schema").json())

    assert schema.raw_schema["openapi"] == "3.1.0"
    schema.validate()


def test_no_question_breaks_the_server_and_every_answer_is_as_described(described, headers, platform_on):
    first = (
        1 if platform_on.database.engine.dialect.name == "sqlite" else 0
    )  # each asks what the other does not
    held: dict[str, list[str]] = {}
    answered: dict[str, set[int]] = {}
    for found in described.get_all_operations():
        operation = found.ok()
        listed = operation.path.partition("/{")[0]
        if listed not in held:
            held[listed] = identities(described, listed, headers)
        for case in spread(described, operation, held[listed], first):
            case.headers = {**(case.headers or {}), **headers}
            answer = case.call(timeout=SECONDS)
            case.validate_response(answer, checks=CHECKS, headers=dict(headers))
            answered.setdefault(operation.label, set()).add(answer.status_code)

    assert len(answered) == len(list(described.get_all_operations()))
    assert {200, 404, 422} <= set().union(*answered.values())


def identities(described, listed, headers):
    """Those of the records on the first page of a list."""
    listing = described[listed]["GET"].Case().call(headers=dict(headers), timeout=SECONDS)
    assert listing.status_code == 200, listing.text
    return [row["id"] for row in listing.json()["data"]]


def spread(described, operation, held, first):
    """Some of the questions of an operation; most of them about records that exist."""
    cases = list(
        described.iter_coverage_cases(
            operation,
            generation_modes=list(GenerationMode),
            generation_config=described.config.generation,
        )
    )
    step = max(2, len(cases) // CASES)
    for number, case in enumerate(cases[first * (step // 2) :: step]):
        if held and number % 4 and "record_id" in (case.path_parameters or {}):
            case.path_parameters["record_id"] = held[number % len(held)]
        yield case
