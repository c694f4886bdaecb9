"""Talking with an OpenID provider: where it is, what it says, and whether that can be believed.

OpenID Connect Core 1.0, authorization code flow, with PKCE (RFC 7636).
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from utblick.access.elsewhere.addresses import is_safe
from utblick.access.elsewhere.claims import Claims, ProviderRefused
from utblick.access.elsewhere.farewell import NO_WAY_OUT
from utblick.i18n import _
from utblick.settings.sign_in import OidcSettings

_UNREACHABLE = _("The municipality's sign-in does not answer. Try again in a while.")
_SECONDS = 10.0
_LEEWAY_SECONDS = 60
_ALGORITHMS = ("RS256", "PS256", "ES256", "RS384", "PS384", "ES384", "RS512", "PS512", "ES512", "EdDSA")


@dataclass(frozen=True, slots=True)
class Provider:
    """Where a provider wants to be asked, as it says itself."""

    issuer: str
    authorize_url: str
    token_url: str
    keys_url: str
    takes_basic: bool
    logout_url: str = ""


def discover(settings: OidcSettings) -> Provider:
    """Ask the provider where things are (OpenID Connect Discovery 1.0)."""
    said = _asked("GET", settings.issuer.rstrip("/") + "/.well-known/openid-configuration")
    if said.get("issuer") != settings.issuer:
        raise ProviderRefused("discovery: another issuer")
    methods = said.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    return Provider(
        issuer=settings.issuer,
        authorize_url=_address(said, "authorization_endpoint"),
        token_url=_address(said, "token_endpoint"),
        keys_url=_address(said, "jwks_uri"),
        takes_basic="client_secret_basic" in methods,
        logout_url=_address(said, "end_session_endpoint") if said.get("end_session_endpoint") else "",
    )


def authorize_url(
    provider: Provider, settings: OidcSettings, *, back: str, state: str, nonce: str, verifier: str
) -> str:
    """The address to which the browser is sent."""
    challenge = base64.urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code",
        "client_id": settings.client_id,
        "redirect_uri": back,
        "scope": " ".join(settings.scopes),
        "state": state,
        "nonce": nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    joint = "&" if urlsplit(provider.authorize_url).query else "?"
    return provider.authorize_url + joint + urlencode(asked)


def logout_url(provider: Provider, settings: OidcSettings, *, back: str, hint: str = "") -> str:
    """The address at which the provider signs somebody out (OpenID Connect RP-Initiated Logout 1.0)."""
    if not provider.logout_url:
        raise ProviderRefused("discovery: no end_session_endpoint", NO_WAY_OUT)
    asked = {"client_id": settings.client_id, "post_logout_redirect_uri": back}
    if hint:
        asked["id_token_hint"] = hint
    joint = "&" if urlsplit(provider.logout_url).query else "?"
    return provider.logout_url + joint + urlencode(asked)


def fetch_id_token(provider: Provider, settings: OidcSettings, *, code: str, back: str, verifier: str) -> str:
    """Exchange the code that the browser brought for a signed statement."""
    sent = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "code_verifier": verifier,
        "client_id": settings.client_id,
    }
    secret = settings.client_secret.get_secret_value()
    basic = (settings.client_id, secret) if secret and provider.takes_basic else None
    if secret and basic is None:
        sent["client_secret"] = secret
    said = _asked("POST", provider.token_url, data=sent, basic=basic)
    token = said.get("id_token")
    if not isinstance(token, str):
        raise ProviderRefused("token: no id_token")
    return token


def believe(
    provider: Provider, settings: OidcSettings, id_token: str, *, nonce: str, now: datetime
) -> Claims:
    """What a statement says, if it is signed by this provider, for us, now, and answers our question."""
    rules = jwt.JWTClaimsRegistry(
        now=int(now.timestamp()),
        leeway=_LEEWAY_SECONDS,
        iss={"essential": True, "value": provider.issuer},
        aud={"essential": True, "value": settings.client_id},
        exp={"essential": True},
        iat={"essential": True},
        sub={"essential": True},
        nonce={"essential": True, "value": nonce},
    )
    try:
        keys = KeySet.import_key_set(_asked("GET", provider.keys_url))  # type: ignore[arg-type]
        claims = jwt.decode(id_token, keys, algorithms=_ALGORITHMS).claims
        rules.validate(claims)
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise ProviderRefused(f"id_token: {type(error).__name__}") from None
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != settings.client_id:
        raise ProviderRefused("id_token: for another client")
    return _claims(claims, settings)


def _claims(said: Mapping[str, Any], settings: OidcSettings) -> Claims:
    subject = said.get(settings.subject_claim)
    if not isinstance(subject, str | int) or not str(subject):
        raise ProviderRefused(f"id_token: no {settings.subject_claim}")
    verified = str(said.get("email_verified")).lower() == "true"
    factors = said.get("amr")
    return Claims(
        way="oidc",
        issuer=said["iss"],
        subject=str(subject)[:300],
        email=str(said.get("email", "")).strip().lower() if verified else "",
        name=str(said.get("name", "")).strip()[:200],
        second_factor=isinstance(factors, list) and bool({"mfa", "otp", "hwk"} & {str(f) for f in factors}),
        groups=_groups(said, settings.groups_claim),
    )


def _groups(said: Mapping[str, Any], name: str) -> frozenset[str] | None:
    """The groups that the provider names; None where it says that they are too many to be named."""
    elsewhere = said.get("_claim_names")
    if said.get("hasgroups") or (isinstance(elsewhere, Mapping) and name in elsewhere):
        return None
    listed = said.get(name, ())
    return frozenset(map(str, listed if isinstance(listed, list) else [listed] if listed else ()))


def _asked(
    method: str, url: str, *, data: Mapping[str, str] | None = None, basic: tuple[str, str] | None = None
) -> dict[str, Any]:
    try:
        with httpx.Client(timeout=_SECONDS) as client:
            given = client.request(method, url, data=data, auth=basic, headers={"accept": "application/json"})
        said = given.json() if given.status_code == 200 else None
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise ProviderRefused(f"{urlsplit(url).path}: {type(error).__name__}", _UNREACHABLE) from None
    if not isinstance(said, dict):
        raise ProviderRefused(f"{urlsplit(url).path}: status {given.status_code}")
    return said


def _address(said: Mapping[str, Any], name: str) -> str:
    """An address that can be trusted with a secret."""
    url = str(said.get(name, ""))
    if not is_safe(url):
        raise ProviderRefused(f"discovery: {name} is not secure")
    return url
