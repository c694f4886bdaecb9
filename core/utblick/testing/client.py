"""A test client that behaves as a browser does: same origin, cookies, the session's form token."""

from typing import Any

from litestar import Litestar
from litestar.testing import TestClient

from utblick.platform import Platform


class BrowserClient(TestClient[Litestar]):
    """A client of one session; `csrf` is the token of its forms."""

    csrf: str = ""

    def submit(self, url: str, data: dict[str, Any] | None = None, **more: Any) -> Any:
        """Post a form as a browser would, with the session's token."""
        return self.post(url, data={"csrf_token": self.csrf, **(data or {})}, **more)


def signed_in_client(
    platform: Platform, app: Litestar, role: str | None, *, language: str = "sv"
) -> BrowserClient:
    """A client whose user has the built-in role, or none of them when it is empty; None stays signed out."""
    client = BrowserClient(app, base_url="http://testserver.local")
    client.headers.update(
        {"accept": "text/html", "sec-fetch-site": "same-origin", "accept-language": language}
    )
    client.follow_redirects = False
    if role is None:
        return client
    from utblick.access.testing import open_session

    cookie, csrf = open_session(platform, role, language=language)
    name, _equals, value = cookie.partition(";")[0].partition("=")
    client.cookies.set(name, value, domain="testserver.local")
    client.csrf = csrf
    return client
