"""Signing out by SAML (Single Logout Profile): we tell the provider, or it tells us who is signed out."""

from base64 import b64decode
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from xml.sax.saxutils import escape
from zlib import decompressobj

import structlog
from sqlmodel import select

from utblick.access.audit import audit
from utblick.access.credentials.links import mark_used
from utblick.access.elsewhere.claims import ProviderRefused
from utblick.access.elsewhere.farewell import NO_WAY_OUT, OUT
from utblick.access.elsewhere.journey import carried, keep_for_this_browser, let_go, recall
from utblick.access.models import SignInSession
from utblick.access.saml import LOGOUT, WAY
from utblick.access.saml.flow import signed_address
from utblick.access.saml.trust import as_asked, known_here
from utblick.access.sessions import end_session, known_mark
from utblick.context import Context
from utblick.errors import Gone
from utblick.i18n import _

_TOLD = "saml_told"
_LARGEST = 100_000
_FRESH = timedelta(minutes=10)
_REMEMBERED = timedelta(days=1)
_ONCE = ("SAMLRequest", "RelayState", "SigAlg", "Signature")
_NOT_CONFIRMED = _(
    "The municipality's sign-in wanted to sign you out here, but what it sent could not be confirmed. Sign "
    "out in Utblick yourself."
)
log = structlog.get_logger("utblick.access")


def sign_out_at_provider(ctx: Context) -> str:
    """The address at which the provider signs out whoever was signed out here in this browser just now."""
    from onelogin.saml2.auth import OneLogin_Saml2_Auth
    from onelogin.saml2.logout_request import OneLogin_Saml2_Logout_Request

    known = known_here(ctx)
    key = carried(ctx, WAY)
    if not known.get_idp_slo_url() or not key:
        raise ProviderRefused("metadata: no SingleLogoutService", NO_WAY_OUT)
    with ctx.platform.write(ctx.actor, request=ctx.request) as writing:
        known_as = recall(writing, OUT, key)
        request = OneLogin_Saml2_Logout_Request(
            known,
            name_id=known_as["name"],
            name_id_format=known_as.get("format"),
            nq=known_as.get("qualifier"),
            spnq=known_as.get("own_qualifier"),
            session_index=escape(known_as.get("session", "")) or None,
        )
        state = keep_for_this_browser(writing, WAY, _TOLD, {"request": request.id})
    sent = {"SAMLRequest": request.get_request(), "RelayState": state}
    return signed_address(OneLogin_Saml2_Auth(as_asked(ctx, LOGOUT), known), known.get_idp_slo_url(), sent)


def is_signed_out(ctx: Context) -> bool:
    """Whether the provider says that it signed out whom we told it of from this browser."""
    auth = _auth(ctx, known_here(ctx))
    let_go(ctx, WAY)
    try:
        _require_small(ctx, "SAMLResponse")
        with ctx.platform.write(ctx.actor, request=ctx.request) as writing:
            asked = recall(writing, _TOLD, carried(ctx, WAY))["request"]
        auth.process_slo(keep_local_session=True, request_id=asked)
        answered = _root(auth.get_last_response_xml()).get("InResponseTo")
    except Exception as error:
        log.warning("sign_out_not_confirmed", way=WAY, reason=type(error).__name__)
        return False
    return answered == asked and not auth.get_errors()


def end_sessions_by_request(ctx: Context) -> str:
    """End the sessions that the provider says are over, and give the address with our answer."""
    try:
        return _ended(ctx)
    except ProviderRefused as refusal:
        log.warning("sign_out_refused", way=WAY, reason=refusal.reason)
        raise


def _ended(ctx: Context) -> str:
    known = known_here(ctx, wantMessagesSigned=True)
    if ctx.request is None or any(len(ctx.request.query.all(name)) > 1 for name in _ONCE):
        raise ProviderRefused("logout: ambiguous", _NOT_CONFIRMED)
    if not known.get_idp_slo_url():
        raise ProviderRefused("metadata: no SingleLogoutService", NO_WAY_OUT)
    auth = _auth(ctx, known)
    try:
        _require_small(ctx, "SAMLRequest")
        answer = str(auth.process_slo(keep_local_session=True))
        if auth.get_errors():
            raise ProviderRefused(f"logout: {auth.get_errors()[0]}", _NOT_CONFIRMED)
        request_id, name, indexes = _named(auth.get_last_request_xml(), known.get_sp_key(), now=ctx.now)
    except ProviderRefused:
        raise
    except Exception as error:
        raise ProviderRefused(f"logout: {type(error).__name__}", _NOT_CONFIRMED) from None
    with ctx.platform.write(ctx.actor, request=ctx.request) as writing:
        try:
            mark_used(writing, "saml_logout", request_id, until=ctx.now + _REMEMBERED)
        except Gone:
            raise ProviderRefused("logout: used before", _NOT_CONFIRMED) from None
        _end(writing, name, indexes)
    return answer


def _end(ctx: Context, name: str, indexes: Sequence[str]) -> None:
    mark = known_mark(WAY, {"name": name})
    for row in ctx.session.exec(select(SignInSession).where(SignInSession.known_mark == mark)).all():
        if not indexes or row.known_as.get("session") in indexes:
            end_session(ctx, row.id)
            audit(ctx, "sign_in.ended", f"user/{row.user_id}", way=WAY)


def _named(xml: str, key: str | None, *, now: datetime) -> tuple[str, str, list[str]]:
    """What a request of the provider names: itself, the user, and sessions; without any, all are meant."""
    from onelogin.saml2.logout_request import OneLogin_Saml2_Logout_Request as Request

    issued = datetime.fromisoformat(_root(xml).get("IssueInstant"))
    if abs(now - issued) > _FRESH:
        raise ProviderRefused("logout: not of this time", _NOT_CONFIRMED)
    return Request.get_id(xml), Request.get_nameid(xml, key), Request.get_session_indexes(xml)


def _require_small(ctx: Context, name: str) -> None:
    """Raise ValueError where a message, once unpacked, is larger than any that is meant well."""
    packed = b64decode(ctx.request.query.get(name, "")) if ctx.request else b""
    unpacking = decompressobj(wbits=-15)
    unpacking.decompress(packed, _LARGEST)
    if unpacking.unconsumed_tail:
        raise ValueError


def _root(xml: str) -> Any:
    from onelogin.saml2.xml_utils import OneLogin_Saml2_XML

    return OneLogin_Saml2_XML.to_etree(xml)


def _auth(ctx: Context, known: Any) -> Any:
    from onelogin.saml2.auth import OneLogin_Saml2_Auth

    return OneLogin_Saml2_Auth({**as_asked(ctx, LOGOUT), "validate_signature_from_qs": True}, known)
