"""What the tests of access share: people with accounts, and signing them in through the page."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlmodel import select

from utblick.access.models import AuditEntry, User
from utblick.access.users import add_user
from utblick.platform import Platform
from utblick.settings import Settings
from utblick.settings.model import SignInSettings

PASSWORD = "tre gula paraplyer"


@pytest.fixture
def plugins() -> tuple[str, ...]:
    return ()


@pytest.fixture(scope="session")
def provider_url() -> Iterator[str]:
    """The address of an OpenID provider that runs as a process of its own."""
    script = Path(__file__).with_name("provider_process.py")
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        process.terminate()


@pytest.fixture
def behave(provider_url: str) -> Callable[..., None]:
    """Tells the provider how to answer from now on; honestly, at first."""

    def told(**how: object) -> None:
        httpx.put(f"{provider_url}/behaviour", json=how).raise_for_status()

    told()
    return told


@pytest.fixture
def with_provider(
    tmp_path: Path, plugins: tuple[str, ...], provider_url: str, behave: Callable[..., None]
) -> Callable[..., Settings]:
    """Makes the settings of an installation that signs in by the provider."""

    def made(**more: Any) -> Settings:
        oidc = {
            "issuer": provider_url,
            "client_id": "utblick-test",
            "client_secret": "a secret of the test",
            **more,
        }
        sign_in = SignInSettings.model_validate({"oidc": oidc})
        return Settings(plugins=plugins, data_folder=tmp_path / "var", strict=True, sign_in=sign_in)

    return made


@pytest.fixture
def password() -> str:
    return PASSWORD


@pytest.fixture
def add(platform: Platform) -> Callable[..., User]:
    """Adds users who can sign in."""

    def made(email: str, *, role: str = "officer", name: str = "Anna Exempel") -> User:
        with platform.write() as ctx:
            return add_user(ctx, email=email, name=name, role_names=[role], password=PASSWORD)

    return made


@pytest.fixture
def sign_in() -> Callable[..., Any]:
    """Signs a client in through the page, and gives it the token of its new session's forms."""

    def through(client: Any, email: str, password: str = PASSWORD, **more: str) -> Any:
        answer = client.submit("/sign-in", {"email": email, "password": password, **more})
        learn_csrf(client)
        return answer

    return through


def learn_csrf(client: Any) -> None:
    from utblick.access.csrf import csrf_token

    client.csrf = csrf_token(client.cookies.get("utblick", ""))


@pytest.fixture
def audited(platform: Platform) -> Callable[[], list[tuple[str, str, str]]]:
    """The audit log so far: actor, action, object."""

    def read() -> list[tuple[str, str, str]]:
        with platform.read() as ctx:
            rows = ctx.session.exec(select(AuditEntry).order_by(AuditEntry.id)).all()
        return [(row.actor, row.action, row.object) for row in rows]

    return read


@pytest.fixture
def mailed(platform: Platform) -> Callable[[], list[tuple[str, str]]]:
    """The mails so far: to whom, and the path that the link in it opens."""
    from utblick.mail.compose import links
    from utblick.mail.models import Mail

    def read() -> list[tuple[str, str]]:
        with platform.read() as ctx:
            rows = ctx.session.exec(select(Mail).order_by(Mail.id)).all()
        return [(row.to, links(row.body_text)[0].removeprefix("http://127.0.0.1:8000")) for row in rows]

    return read
