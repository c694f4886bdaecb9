"""One trace from the request through its event to the subscriber in another process, as a receiver gets it."""

import json

import httpx
import pytest

from utblick.errors import Misconfigured
from utblick.observe.traces import traces_for
from utblick.platform import Platform
from utblick.settings import Settings
from utblick.settings.model import ObserveSettings
from utblick.testing.client import signed_in_client
from utblick.testing.running import eventually
from utblick.web.app import build_app

pytest.importorskip("opentelemetry.sdk", reason="the extra utblick[otel] is not installed")

PROXY = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@pytest.fixture
def followed(platform, received):
    """The platform of the test, with its traces sent to the receiver."""
    said = ObserveSettings(otlp_endpoint=received.address)
    settings = platform.settings.model_copy(update={"observe": said})
    made = Platform(settings, platform.registry, platform.database, platform.catalogue)
    yield made
    made.traces.close()


def register(platform, **headers):
    client = signed_in_client(platform, build_app(platform), "administrator")
    form = {"name": "Exempel Snickeri AB", "kind": "company", "country": "SE", "_csrf": client.csrf}
    answer = client.post("/organisations/new", data=form, headers=headers)
    assert answer.status_code in {302, 303}, answer.text[-3000:]
    return answer


def test_a_request_its_event_and_the_handler_in_another_process_are_one_trace(followed, received, worker):
    port, log = worker(UTBLICK_OBSERVE__OTLP_ENDPOINT=received.address)
    register(followed, traceparent=PROXY)
    followed.traces.close()

    def handled():
        return [one for one in received() if one["name"].startswith("handle core__")]

    eventually(lambda: bool(handled()), seconds=60)
    spans = [one for one in received() if one["trace"] == PROXY[3:35]]
    (request,) = [one for one in spans if one["kind"] == 2]
    (publish,) = [one for one in spans if one["name"] == "publish core.organisation.registered"]
    handlers = [one for one in spans if one["kind"] == 5]
    assert (request["name"], request["parent"]) == ("POST /organisations/new", PROXY[36:52])
    assert request["facts"]["http.response.status_code"] in {302, 303}
    assert publish["parent"] == request["id"]
    assert handlers and {one["parent"] for one in handlers} == {publish["id"]}
    assert {one["path"] for one in spans} == {"/v1/traces"}
    assert spans[0]["service"]["service.namespace"] == "2132"
    assert "Snickeri" not in json.dumps(received())
    figures = httpx.get(f"http://127.0.0.1:{port}/metrics").text
    assert "utblick_relay_leads 1.0" in figures
    assert 'utblick_handler_seconds_count{subscriber="core__' in figures
    assert httpx.get(f"http://127.0.0.1:{port}/health/ready").json()["checks"]["bus"] == "ok"
    assert all(json.loads(line)["logger"] for line in log.read_text().splitlines() if line.startswith("{"))


def test_without_an_endpoint_nothing_is_followed_and_what_came_is_handed_on(platform, published):
    register(platform, traceparent=PROXY)
    register(platform)

    with platform.read() as ctx:
        from utblick.bus.log import raw_rows

        rows = [json.loads(row.data) for row in raw_rows(ctx.session, ("core.organisation.registered",))]
    assert [row.get("traceparent") for row in rows] == [PROXY, None]


def test_a_failure_is_marked_by_its_kind_and_says_nothing(followed, received):
    with pytest.raises(ZeroDivisionError), followed.traces.span("work", "internal"):
        raise ZeroDivisionError("anna@foretag.example")
    followed.traces.close()

    (span,) = received()
    assert (span["status"], span["facts"]["error.type"]) == (2, "ZeroDivisionError")
    assert (span["said"], span["events"]) == ("", 0)


def test_missing_libraries_are_named(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "opentelemetry.sdk.trace", None)
    settings = Settings(observe=ObserveSettings(otlp_endpoint="http://127.0.0.1:4318"))

    with pytest.raises(Misconfigured, match=r"Install utblick\[otel\]"):
        traces_for(settings)
