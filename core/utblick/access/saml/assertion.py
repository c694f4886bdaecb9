"""What a SAML assertion says of somebody, and whether that can be believed (Web Browser SSO Profile).

The library checks the signature, that it covers what is read, and the form. What it lets pass is checked
here: that the message answers our question, at our address, for us, now, and for the first time.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from lxml.etree import Comment, strip_tags

from utblick.access.credentials.links import mark_used
from utblick.access.elsewhere.claims import Claims, ProviderRefused
from utblick.access.saml import CONSUMER
from utblick.access.saml.trust import as_asked, entity_id, known_here
from utblick.context import Context
from utblick.errors import Gone
from utblick.i18n import Msg, _
from utblick.settings.sign_in import SamlSettings

_LEEWAY = timedelta(seconds=60)
_LONGEST = 300
_NAMES = {
    "saml": "urn:oasis:names:tc:SAML:2.0:assertion",
    "samlp": "urn:oasis:names:tc:SAML:2.0:protocol",
}
_BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
_TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
_TOO_MANY_GROUPS = "http://schemas.microsoft.com/claims/groups.link"
_METHODS = "http://schemas.microsoft.com/claims/authnmethodsreferences"
_TWO_FACTORS = {"http://schemas.microsoft.com/claims/multipleauthn", "https://refeds.org/profile/mfa"}


def believe(ctx: Context, message: str, *, request_id: str) -> Claims:
    """What a posted message says, if it is signed by the provider, for us, now, and answers our question."""
    response = _verified(ctx, message, request_id)
    root = response.get_xml_document()
    strip_tags(root, Comment)  # no signature covers them, and text would end at one
    assertion = root.find("saml:Assertion", _NAMES)
    _require_answer(root, address=ctx.url(CONSUMER), request_id=request_id)
    until = _require_bearer(assertion, address=ctx.url(CONSUMER), request_id=request_id, now=ctx.now)
    _require_conditions(assertion, audience=entity_id(ctx.settings), now=ctx.now)
    try:
        mark_used(ctx, "saml_assertion", assertion.get("ID"), until=until + 2 * _LEEWAY)
    except Gone:
        raise ProviderRefused("assertion: used before") from None
    return _claims(response, assertion, ctx.settings.sign_in.saml)


def _verified(ctx: Context, message: str, request_id: str) -> Any:
    """The message, once the library has found its signature and its form in order."""
    from onelogin.saml2.errors import OneLogin_Saml2_ValidationError as Refusal
    from onelogin.saml2.response import OneLogin_Saml2_Response

    known = known_here(ctx)
    names = {code: name.lower() for name, code in vars(Refusal).items() if isinstance(code, int)}
    try:
        response = OneLogin_Saml2_Response(known, message)
        response.is_valid(as_asked(ctx, CONSUMER), request_id, raise_exceptions=True)
    except Refusal as refusal:
        name = names.get(refusal.code, "not valid")
        raise ProviderRefused(f"response: {name}", _WORDS.get(name)) from None
    except Exception as error:  # whatever a stranger sends is no fault of ours
        raise ProviderRefused(f"response: {type(error).__name__}") from None
    return response


def _require_answer(root: Any, *, address: str, request_id: str) -> None:
    if root.get("Destination") != address:
        raise ProviderRefused("response: wrong_destination", _STRANGERS)
    if root.get("InResponseTo") != request_id:
        raise ProviderRefused("response: wrong_inresponseto")


def _require_bearer(assertion: Any, *, address: str, request_id: str, now: datetime) -> datetime:
    """Until when whoever brings the assertion may do so, here and in answer to our question."""
    for confirmation in assertion.iterfind("saml:Subject/saml:SubjectConfirmation", _NAMES):
        data = confirmation.find("saml:SubjectConfirmationData", _NAMES)
        if confirmation.get("Method") != _BEARER or data is None or data.get("NotBefore"):
            continue
        until = _time(data.get("NotOnOrAfter"))
        ours = data.get("Recipient") == address and data.get("InResponseTo") == request_id
        if ours and until is not None and until + _LEEWAY > now:
            return until
    raise ProviderRefused("assertion: wrong_subjectconfirmation")


def _require_conditions(assertion: Any, *, audience: str, now: datetime) -> None:
    conditions = assertion.find("saml:Conditions", _NAMES)
    restrictions = conditions.findall("saml:AudienceRestriction", _NAMES)
    named = [
        {one.text for one in restriction.iterfind("saml:Audience", _NAMES)} for restriction in restrictions
    ]
    if not named or any(audience not in audiences for audiences in named):
        raise ProviderRefused("assertion: wrong_audience", _STRANGERS)
    since, until = _time(conditions.get("NotBefore")), _time(conditions.get("NotOnOrAfter"))
    if (since is not None and since - _LEEWAY > now) or (until is not None and until + _LEEWAY <= now):
        raise ProviderRefused("assertion: not of this time", _TOO_LATE)


def _claims(response: Any, assertion: Any, settings: SamlSettings) -> Claims:
    said: Mapping[str, Sequence[Any]] = response.get_attributes()
    named = response.get_nameid_data()
    until = response.get_session_not_on_or_after()
    methods = {
        *said.get(_METHODS, ()),
        *assertion.xpath("//saml:AuthnContextClassRef/text()", namespaces=_NAMES),
    }
    return Claims(
        way="saml",
        issuer=assertion.findtext("saml:Issuer", namespaces=_NAMES),
        subject=_subject(said, named, settings),
        email=_first(said, settings.mail_attribute).lower(),
        name=_first(said, settings.name_attribute)[:200],
        second_factor=bool(_TWO_FACTORS & methods),
        groups=None if _TOO_MANY_GROUPS in said else frozenset(_texts(said, settings.groups_attribute)),
        known_as=_known_as(named, response.get_session_index()),
        until=datetime.fromtimestamp(until, UTC) if until else None,
    )


def _subject(said: Mapping[str, Sequence[Any]], named: Mapping[str, str], settings: SamlSettings) -> str:
    """What never changes about the person, so that nobody else is ever taken for them."""
    if settings.subject_attribute:
        held = _texts(said, settings.subject_attribute)
        if len(held) != 1:
            raise ProviderRefused("assertion: no subject_attribute", _NAMELESS)
        subject = held[0]
    else:
        if named.get("Format") == _TRANSIENT:
            raise ProviderRefused("assertion: a NameID for this sign-in only", _NAMELESS)
        subject = named.get("Value", "").strip()
    if not subject or len(subject) > _LONGEST:
        raise ProviderRefused("assertion: no subject", _NAMELESS)
    return subject


def _known_as(named: Mapping[str, str], session: str | None) -> dict[str, str]:
    """What the provider calls this sign-in, to be told when it ends."""
    held = {
        "name": named.get("Value"),
        "format": named.get("Format"),
        "qualifier": named.get("NameQualifier"),
        "own_qualifier": named.get("SPNameQualifier"),
        "session": session,
    }
    return {key: value for key, value in held.items() if value} if held["name"] else {}


def _texts(said: Mapping[str, Sequence[Any]], name: str) -> list[str]:
    return [text for one in said.get(name, ()) if isinstance(one, str) and (text := one.strip())]


def _first(said: Mapping[str, Sequence[Any]], name: str) -> str:
    return next(iter(_texts(said, name)), "")


def _time(written: str | None) -> datetime | None:
    if not written:
        return None
    try:
        read = datetime.fromisoformat(written)
    except ValueError:
        raise ProviderRefused("assertion: a time that cannot be read") from None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


_TOO_LATE = _(
    "The sign-in took too long, or the clocks of Utblick and of the municipality's sign-in do not agree. "
    "Try again."
)
_DECLINED = _("The municipality's sign-in did not let you in. Try again, or ask whoever looks after it.")
_STRANGERS = _(
    "Utblick and the municipality's sign-in are not set up for one another. Ask your administrator: what "
    "does not fit stands in the audit log."
)
_NAMELESS = _(
    "The municipality's sign-in did not say who you are in a way that stays the same. Ask your administrator."
)
_WORDS: Mapping[str, Msg] = {
    "assertion_expired": _TOO_LATE,
    "assertion_too_early": _TOO_LATE,
    "session_expired": _TOO_LATE,
    "status_code_is_not_success": _DECLINED,
    "wrong_audience": _STRANGERS,
    "wrong_destination": _STRANGERS,
    "wrong_issuer": _STRANGERS,
    "deprecated_signature_method": _STRANGERS,
    "deprecated_digest_method": _STRANGERS,
}
"""What a person is told of what the library calls by these names."""
