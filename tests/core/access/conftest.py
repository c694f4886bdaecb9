"""What the tests of access share: people with accounts, and signing them in through the page."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pyotp
import pytest
from sqlmodel import select

from utblick.access.models import AuditEntry, User
from utblick.access.users import add_user
from utblick.platform import Platform
from utblick.settings import Settings
from utblick.settings.sign_in import SignInSettings

PASSWORD = "tre gula paraplyer"


class Enrolled(NamedTuple):
    key: str
    recovery_codes: list[str]
    confirmed_by: str


@pytest.fixture
def plugins() -> tuple[str, ...]:
    return ()


@contextmanager
def running(script: str) -> Iterator[str]:
    """The address of a provider that runs as a process of its own."""
    program = Path(__file__).with_name(script)
    with subprocess.Popen([sys.executable, str(program)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        process.terminate()


@pytest.fixture(scope="session")
def outside() -> Iterator[httpx.Client]:
    """A browser at the pages of providers; making one takes long, since it reads what certificates there are."""
    with httpx.Client(verify=False, trust_env=False) as made:
        yield made


def behaviour(outside: httpx.Client, provider_url: str) -> Callable[..., None]:
    """Tells the provider how to answer from now on; honestly, at first."""

    def told(**how: object) -> None:
        outside.put(f"{provider_url}/behaviour", json=how).raise_for_status()

    told()
    return told


@pytest.fixture(scope="session")
def provider_url() -> Iterator[str]:
    """The address of an OpenID provider."""
    with running("provider_process.py") as url:
        yield url


@pytest.fixture
def behave(outside: httpx.Client, provider_url: str) -> Callable[..., None]:
    return behaviour(outside, provider_url)


@pytest.fixture(scope="session")
def saml_url() -> Iterator[str]:
    """The address of a SAML provider."""
    with running("saml_process.py") as url:
        yield url


@pytest.fixture
def saml_behave(outside: httpx.Client, saml_url: str) -> Callable[..., None]:
    return behaviour(outside, saml_url)


@pytest.fixture(scope="session")
def saml_metadata(outside: httpx.Client, saml_url: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that the SAML provider is known by."""
    file = tmp_path_factory.mktemp("saml") / "provider.xml"
    file.write_bytes(outside.get(f"{saml_url}/metadata").content)
    return file


@pytest.fixture
def with_saml(
    tmp_path: Path, plugins: tuple[str, ...], saml_metadata: Path, saml_behave: Callable[..., None]
) -> Callable[..., Settings]:
    """Makes the settings of an installation that signs in by SAML."""

    def made(**more: Any) -> Settings:
        sign_in = SignInSettings.model_validate({"saml": {"metadata": saml_metadata, **more}})
        return Settings(plugins=plugins, data_folder=tmp_path / "var", strict=True, sign_in=sign_in)

    return made


@pytest.fixture
def away(outside: httpx.Client) -> Callable[..., dict[str, str]]:
    """Takes a client to the SAML provider: the form that its page has the browser post."""

    def gone(client: Any, *, next: str = "/") -> dict[str, str]:
        out = client.get(f"/sign-in/saml?next={next}")
        assert out.status_code == 303, out.text
        form: dict[str, str] = outside.get(out.headers["location"]).raise_for_status().json()
        return form

    return gone


@pytest.fixture
def post_back(client_as: Callable[..., Any]) -> Callable[..., Any]:
    """Posts the form as browsers do from the page of another site: without any cookie of ours."""

    def posted(form: dict[str, str], *, language: str = "sv") -> Any:
        stranger = client_as(None, language=language)
        stranger.headers.update({"sec-fetch-site": "cross-site", "origin": "null"})
        return stranger.post("/sign-in/saml/acs", data=form)

    return posted


@pytest.fixture
def through(away: Callable[..., Any], post_back: Callable[..., Any]) -> Callable[..., Any]:
    """Takes a client to the SAML provider and back: the last answer on the way, and the token of its forms."""

    def gone(client: Any, *, next: str = "/", language: str = "sv") -> Any:
        posted = post_back(away(client, next=next), language=language)
        answer = client.get(posted.headers["location"]) if posted.status_code == 303 else posted
        learn_csrf(client)
        return answer

    return gone


@pytest.fixture
def refusals(platform: Platform) -> Callable[[], list[str]]:
    """Why nobody was signed in, as the audit log says."""

    def read() -> list[str]:
        with platform.read() as ctx:
            rows = ctx.session.exec(
                select(AuditEntry).where(AuditEntry.action == "sign_in.failed").order_by(AuditEntry.id)
            ).all()
        return [row.details["reason"] for row in rows]

    return read


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


@pytest.fixture
def enrolled(
    client_as: Callable[..., Any], add: Callable[..., User], sign_in: Callable[..., Any]
) -> Callable[..., Enrolled]:
    """Sets up the second factor by its pages; gives the key and the recovery codes."""

    def made(email: str = "anna@example.se") -> Enrolled:
        add(email)
        client = client_as(None, language="en")
        sign_in(client, email)
        client.submit("/me/second-factor/begin", {"password": PASSWORD})
        shown = client.get("/me/second-factor").text
        assert "<svg" in shown
        found = re.search(r"<code>([A-Z2-7 ]+)</code>", shown)
        assert found is not None
        key = found.group(1).replace(" ", "")
        code = pyotp.TOTP(key).now()
        done = client.submit("/me/second-factor/confirm", {"code": code})
        assert done.status_code == 200
        return Enrolled(key, re.findall(r"<code>([a-z0-9-]{14})</code>", done.text), code)

    return made


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
