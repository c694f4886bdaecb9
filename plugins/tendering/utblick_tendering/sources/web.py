"""Asking other machines: only addresses of the open internet, in bounded time and size."""

import ipaddress
import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urljoin, urlsplit

from utblick.api import Msg, _
from utblick_tendering.sources.errors import SourceSilent

SECONDS = 30.0
LARGEST_ANSWER = 20 * 1024 * 1024
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 5
_MOST_TRIED = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """What another machine answered; the names of headers are in lower case."""

    status: int
    content: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    url: str = ""


class Transport(Protocol):
    """One request and its answer; no redirect is followed. Raises OSError or TimeoutError without one.

    With `at` the machine of that number is asked, whatever the host of the url is found to be by now.
    """

    def __call__(
        self, method: str, url: str, *, headers: Mapping[str, str], content: bytes | None = None, at: str = ""
    ) -> Answer: ...


def over_the_net(
    method: str, url: str, *, headers: Mapping[str, str], content: bytes | None = None, at: str = ""
) -> Answer:
    """The transport of a running installation."""
    import httpx

    try:
        target, given, more = httpx.URL(url), dict(headers), {}
        if at:  # the certificate must still be that of the host
            given["host"], more = target.netloc.decode(), {"sni_hostname": target.host}
            target = target.copy_with(host=at)
        with (
            httpx.Client(timeout=SECONDS, follow_redirects=False, trust_env=True) as client,
            client.stream(method, target, headers=given, content=content, extensions=more) as answer,
        ):
            parts, size = [], 0
            for part in answer.iter_bytes():
                size += len(part)
                if size > LARGEST_ANSWER:
                    raise SourceSilent(_too_large(), later=False)
                parts.append(part)
            named = {name.lower(): value for name, value in answer.headers.items()}
            return Answer(answer.status_code, b"".join(parts), named, url)
    except httpx.TimeoutException as error:
        raise TimeoutError(str(error)) from error
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise OSError(str(error)) from error


def fetch(
    url: str,
    *,
    transport: Transport = over_the_net,
    headers: Mapping[str, str] | None = None,
    private: bool = False,
    resolve: Callable[[str], list[str]] | None = None,
) -> Answer:
    """GET an address that a person wrote, following redirects to addresses that are as sound.

    What was found sound is what is asked: the host is looked up once for each step. Raises `SourceSilent`
    for anything but an answer of 200 or 304. With `private` addresses of the own network are asked too.
    """
    for _each in range(_MOST_REDIRECTS + 1):
        found = require_public(url, private=private, resolve=resolve)
        answer = _answer(transport, url, headers or {}, found[:_MOST_TRIED])
        if answer.status in _REDIRECTS and answer.headers.get("location"):
            url = urljoin(url, answer.headers["location"])
            continue
        if len(answer.content) > LARGEST_ANSWER:
            raise SourceSilent(_too_large(), later=False)
        if answer.status not in (200, 304):
            raise SourceSilent(
                _("{host} answers with the code {code}.", host=_host(url), code=answer.status),
                later=answer.status == 429 or answer.status >= 500,
            )
        return answer
    raise SourceSilent(_("{host} sends us on and on.", host=_host(url)), later=False)


def _answer(transport: Transport, url: str, headers: Mapping[str, str], found: Sequence[str]) -> Answer:
    """What the first of the machines that are found for the host answers."""
    silent: Exception | None = None
    for at in found or ("",):
        try:
            return transport("GET", url, headers=headers, at=at)
        except OSError as error:
            silent = error
    raise SourceSilent(_("{host} does not answer. Try again later.", host=_host(url))) from silent


def require_public(
    url: str, *, private: bool = False, resolve: Callable[[str], list[str]] | None = None
) -> list[str]:
    """The numbers of the machines of an address; with `private` none, for then any may be asked.

    Raises `SourceSilent` unless the address is http(s) and, unless `private`, all of them are of the open
    internet.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname
        sound = parts.scheme in ("http", "https") and bool(host) and parts.username is None
    except ValueError:
        host, sound = None, False
    if not sound or host is None:
        raise SourceSilent(
            _("“{address}” is no web address. It must begin with https://.", address=url[:100]), later=False
        )
    if private:
        return []
    try:
        found = (resolve or _addresses)(host)
    except OSError as error:
        raise SourceSilent(_("There is no machine called {host}.", host=host)) from error
    if not found or not all(ipaddress.ip_address(one.partition("%")[0]).is_global for one in found):
        raise SourceSilent(_("{host} lies in a private network, and is not asked.", host=host), later=False)
    return list(dict.fromkeys(found))


def _addresses(host: str) -> list[str]:
    return [str(one[4][0]) for one in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]


def _host(url: str) -> str:
    return urlsplit(url).hostname or url[:60]


def _too_large() -> Msg:
    return _("The answer is larger than {n} MB.", n=LARGEST_ANSWER // 1024 // 1024)
