"""Secrets that an installation was told appear nowhere: not in logs, pages, figures, documents or the audit log."""

import io
import re
import sys

import pytest
from pydantic import SecretStr

from utblick import log
from utblick.access.models import User
from utblick.access.users import add_user
from utblick.context import SYSTEM
from utblick.mail.postman import deliver_due
from utblick.mail.service import send
from utblick.settings import Settings
from utblick.testing.client import signed_in_client
from utblick.testing.scan import places_of

TOLD = {
    "key": "KEY-furu-och-granit-77",
    "mail": "MAIL-hemlig-brevlada-31",
    "oidc": "OIDC-klient-och-nyckel-52",
    "bus": "BUS-losen-till-nats-18",
    "person": "PERSON-tre-gula-paraplyer",
}
CLOSED = 9


@pytest.fixture
def settings(settings):
    sign_in, said = settings.sign_in, {}
    said["sign_in"] = sign_in.model_copy(
        update={
            "key": SecretStr(TOLD["key"]),
            "oidc": sign_in.oidc.model_copy(
                update={
                    "issuer": f"http://127.0.0.1:{CLOSED}",
                    "client_id": "utblick",
                    "client_secret": SecretStr(TOLD["oidc"]),
                }
            ),
        }
    )
    said["mail"] = settings.mail.model_copy(
        update={"host": "127.0.0.1", "port": CLOSED, "user": "utblick", "password": SecretStr(TOLD["mail"])}
    )
    said["bus"] = settings.bus.model_copy(update={"user": "utblick", "password": SecretStr(TOLD["bus"])})
    return settings.model_copy(update={"environment": "production", **said})


@pytest.fixture
def written(settings, monkeypatch):
    """All that is logged, at the level at which most is said."""
    kept = io.StringIO()
    monkeypatch.setattr(sys, "stderr", kept)
    log.configure(settings, level="DEBUG")
    yield kept
    monkeypatch.undo()
    log.configure(Settings(), level="CRITICAL")


def test_what_was_told_in_confidence_is_said_nowhere(platform, standing, written, client_as):
    said, secret = [], dict(TOLD)
    with platform.write(SYSTEM) as ctx:
        user = add_user(
            ctx, email="eva@utblick.example", name="Exempel Eva", role_names=["administrator"],
            password=TOLD["person"], language="sv",
        )  # fmt: skip
        send(ctx, "mail/access/reset", to="bolag@utblick.example", name="", url="https://a.example/")
        user_id = user.id
    visitor = signed_in_client(platform, standing.app(platform), None)

    def asked(answer):
        said.append(
            f"{answer.status_code} {answer.headers} {answer.text}".replace(
                answer.headers.get("set-cookie", "\0"), ""
            )
        )
        return answer

    asked(visitor.post("/sign-in", data={"email": "eva@utblick.example", "password": TOLD["person"] + "x"}))
    came = visitor.post("/sign-in", data={"email": "eva@utblick.example", "password": TOLD["person"]})
    assert came.status_code == 303
    secret["session"] = re.search(r"utblick=([^;]+)", came.headers["set-cookie"])[1]
    asked(visitor.get("/sign-in/oidc"))
    asked(visitor.post("/forgotten", data={"email": "eva@utblick.example"}))
    made = client_as("administrator")
    form = {"_csrf": re.search(r'name="_csrf" value="([^"]+)"', visitor.get("/me").text)[1]}
    wanted = {**form, "password": TOLD["person"], "name": "Test", "scopes": "core.read", "days": "1"}
    secret["token"] = re.search(r"utb_[\w-]+", visitor.post("/me/tokens/new", data=wanted).text)[0]
    visitor.post("/me/second-factor/begin", data={**form, "password": TOLD["person"]})
    factor = visitor.get("/me/second-factor").text
    secret["factor"] = re.search(r"<code>([A-Z2-7 ]{32,})</code>", factor)[1].replace(" ", "")
    visitor.post("/me/second-factor/confirm", data={**form, "code": "000000"})
    program = {"authorization": f"Bearer {secret['token']}"}
    for path in ("/api/core/organisations", "/api/core/organisations?limit=-1", "/api/core/nothing", "/me"):
        asked(visitor.get(path, headers=program))
    with platform.write(SYSTEM) as ctx:
        ctx.session.connection().exec_driver_sql("ALTER TABLE core_notice RENAME TO gone")
    asked(visitor.get("/notices"))
    asked(visitor.post("/organisations/new", data={"name": "x" * 900, "csrf_token": "wrong"}))
    deliver_due(platform)
    for path in ("/metrics", "/health/ready", "/schema", "/schema/asyncapi.json", "/admin/settings", "/admin/audit",
                 "/admin/audit/export.csv", "/mailbox", "/admin/plugins", "/admin/blueprints"):  # fmt: skip
        asked(made.get(path))

    everything = "\n".join(said)
    assert {name for name, one in secret.items() if one in everything} == set()
    assert {name for name, one in secret.items() if one in written.getvalue()} == set()
    assert places_of(platform, *secret.values()) == []
    assert "page_failed" in written.getvalue()
    assert "500" in {one[:3] for one in said}
    with platform.read() as ctx:
        assert ctx.session.get(User, user_id).password_hash.startswith("$argon2id$")
