"""Plugins that are made up for one test, and the application asked by everybody who may come."""

import asyncio
import sys
import types
from pathlib import Path
from urllib.parse import unquote

import pytest

from utblick import api
from utblick.access.testing import open_session


class Point:
    """Stands where an entry point does."""

    def __init__(self, name, module):
        self.name, self.dist = name, None
        self._module, self.module = module, getattr(module, "__name__", f"made_up_{name}.plugin")

    def load(self):
        if isinstance(self._module, Exception):
            raise self._module
        return self._module


@pytest.fixture
def plugin():
    """Makes the entry point of a plugin with these hooks; one with `fails` raises it when it is imported."""

    def make(name="broken", *, fails=None, depends=(), **hooks):
        if fails is not None:
            return Point(name, fails)
        package = types.ModuleType(f"made_up_{name}")
        package.__path__ = [str(Path(__file__).parent)]
        package.__spec__ = types.SimpleNamespace(submodule_search_locations=package.__path__)
        sys.modules[package.__name__] = package
        module = types.ModuleType(f"{package.__name__}.plugin")
        card = api.Plugin(title=api._("Made up"), summary=api._("For a test."), depends=depends)
        hooks.setdefault("describe", lambda: card)
        for hook, function in hooks.items():
            setattr(module, hook, api.hookimpl(function))
        return Point(name, module)

    return make


@pytest.fixture
def ask(platform, standing):
    """Asks the application itself, without a server between: status, headers and body of one answer."""
    app, loop = standing.app(platform), asyncio.new_event_loop()

    async def asked(method, path, headers, body):
        address, _mark, query = path.partition("?")
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
            "scheme": "http", "path": unquote(address), "raw_path": address.encode("latin-1", "replace"),
            "query_string": query.encode("latin-1", "replace"), "root_path": "", "client": ("127.0.0.1", 1),
            "server": ("testserver.local", 80), "state": {}, "extensions": {}, "app": app,
            "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()],
        }  # fmt: skip
        told = [{"type": "http.request", "body": body, "more_body": False}]
        answer = {"status": 0, "headers": [], "body": b""}

        async def receive():
            return told.pop(0) if told else {"type": "http.disconnect"}

        async def send(message):
            answer.update(
                {k: v for k, v in message.items() if k in ("status", "headers")}
                if message["type"] == "http.response.start"
                else {"body": answer["body"] + message.get("body", b"")}
            )

        await asyncio.wait_for(app(scope, receive, send), 60)
        return answer["status"], dict(answer["headers"]), answer["body"]

    def do(method, path, headers=(), body=b""):
        sent = {"host": "testserver.local", "accept": "text/html", **dict(headers)}
        return loop.run_until_complete(asked(method, path, sent, body))

    yield do
    loop.close()


@pytest.fixture
def signed_in_as(platform):
    """The headers of somebody with a built-in role, of one without any (empty), or of a visitor (None)."""

    def headers(role):
        if role is None:
            return {"sec-fetch-site": "same-origin"}
        cookie, csrf = open_session(platform, role)
        return {
            "cookie": cookie.partition(";")[0],
            "x-csrf-token": csrf,
            "sec-fetch-site": "same-origin",
        }

    return headers
