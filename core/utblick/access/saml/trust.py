"""What Utblick and a SAML provider know of one another: its metadata, ours, and our key; always read anew."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import structlog

from utblick.access.elsewhere.addresses import is_safe
from utblick.access.elsewhere.claims import ProviderRefused
from utblick.access.saml import CONSUMER, LOGOUT, METADATA
from utblick.errors import Misconfigured
from utblick.i18n import _
from utblick.settings.mistakes import Mistake, SettingsMistakes

if TYPE_CHECKING:
    from utblick.context import Context
    from utblick.settings import Settings
    from utblick.settings.sign_in import SamlSettings

log = structlog.get_logger("utblick.access")
_NOT_READY = _("Sign-in by SAML is not in order here. Ask your administrator.")
_SHA256 = {
    "signatureAlgorithm": "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    "digestAlgorithm": "http://www.w3.org/2001/04/xmlenc#sha256",
}


def require_ready(settings: "Settings") -> None:
    """Raise `Misconfigured` where SAML is set and cannot work, with what to do about it."""
    if settings.sign_in.saml.is_set:
        acquainted(settings)


def known_here(ctx: "Context", **demands: bool) -> Any:
    """As `acquainted`, for a page: what is wrong is for the log, and visitors are told that something is."""
    try:
        return acquainted(ctx.settings, **demands)
    except Misconfigured as error:
        log.warning("saml_not_ready", reason=str(error.message))
        raise ProviderRefused("settings: not in order", _NOT_READY) from None


def acquainted(settings: "Settings", **demands: bool) -> Any:
    """All of it, as the library wants it; `demands` are what is asked of messages beyond the usual.

    Raises `Misconfigured` where the library is missing, and `SettingsMistakes` for what is wrong in files.
    """
    library = _library()
    key, certificate = _own_key(settings)
    own = entity_id(settings)
    told = {
        "strict": True,
        "debug": False,
        "sp": {
            "entityId": own,
            "assertionConsumerService": {"url": _address(settings, CONSUMER)},
            "singleLogoutService": {"url": _address(settings, LOGOUT)},
            "privateKey": key,
            "x509cert": certificate,
        },
        "idp": _provider(settings),
        "security": {
            **_SHA256,
            "rejectDeprecatedAlgorithm": True,
            "allowSingleLabelDomains": True,
            "allowRepeatAttributeName": True,
            "authnRequestsSigned": bool(key),
            "logoutRequestSigned": bool(key),
            "logoutResponseSigned": bool(key),
            "requestedAuthnContext": False,  # how somebody proves who they are is the municipality's choice
            "wantNameId": not settings.sign_in.saml.subject_attribute,
            "wantAttributeStatement": False,
            "metadataValidUntil": "",  # providers take ours in once, and must not forget us
            "metadataCacheDuration": "",
            **demands,
        },
    }
    return library(told)


def own_metadata(ctx: "Context") -> bytes:
    """What the provider is told of us, as XML: who we are, where people are sent, what we sign with."""
    with_key = ctx.settings.sign_in.saml.certificate is not None
    known = known_here(ctx, wantAssertionsSigned=True, wantAssertionsEncrypted=with_key)
    made: bytes | str = known.get_sp_metadata()
    return made.encode() if isinstance(made, str) else made


def entity_id(settings: "Settings") -> str:
    """What the provider knows us by."""
    return settings.sign_in.saml.entity_id or _address(settings, METADATA)


def metadata_valid_until(settings: "Settings") -> datetime | None:
    """Until when the provider says that its file is to be believed; None where it names no end.

    Raises `Misconfigured` for a file that will not do.
    """
    _library()
    from onelogin.saml2.xml_utils import OneLogin_Saml2_XML as Xml

    _provider(settings)
    file = settings.sign_in.saml.metadata
    named = Xml.query(Xml.to_etree(file.read_bytes() if file else b""), "//md:*/@validUntil")
    try:
        ends = [datetime.fromisoformat(str(one)) for one in named]
    except ValueError:
        raise _mistake(settings, "metadata", f"{file} says validUntil, and not a moment") from None
    return min((one if one.tzinfo else one.replace(tzinfo=UTC) for one in ends), default=None)


def as_asked(ctx: "Context", path: str, *, posted: Mapping[str, str] = {}) -> dict[str, Any]:
    """The request to one of our addresses, as the library wants it: by the address that people use."""
    parts = urlsplit(ctx.url(path))
    web = ctx.request
    return {
        "https": "on" if parts.scheme == "https" else "off",
        "http_host": parts.netloc,
        "script_name": parts.path,
        "get_data": dict(web.query) if web else {},
        "query_string": web.query_string if web else "",
        "post_data": dict(posted),
    }


def _library() -> Any:
    try:
        from onelogin.saml2.settings import OneLogin_Saml2_Settings
    except ImportError:
        raise Misconfigured(
            _(
                "Sign-in by SAML is set, but what it needs is not installed. Install utblick[saml], or "
                "remove the table [sign_in.saml]."
            )
        ) from None
    except Exception as error:
        raise Misconfigured(
            _(
                "Sign-in by SAML is set, but lxml and xmlsec, as they are installed, do not work together: "
                "{reason}. Install the versions that requirements/saml.txt names.",
                reason=str(error),
            )
        ) from None
    return OneLogin_Saml2_Settings


def _provider(settings: "Settings") -> dict[str, Any]:
    """What the provider says of itself in the file; raises `SettingsMistakes` where that is not enough."""
    from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser as Parser
    from onelogin.saml2.xml_utils import OneLogin_Saml2_XML as Xml

    file = settings.sign_in.saml.metadata
    try:
        raw = file.read_bytes() if file else b""
        named = len(Xml.query(Xml.to_etree(raw), "//md:IDPSSODescriptor"))
    except OSError as error:
        raise _mistake(settings, "metadata", f"{file} cannot be read: {error.strerror}") from None
    except Exception as error:
        said = f"{file} is not metadata of SAML: {type(error).__name__}"
        raise _mistake(settings, "metadata", said) from None
    if named != 1:
        said = f"{file} names {named or 'no'} identity providers; it must be the metadata of yours alone"
        raise _mistake(settings, "metadata", said)
    found: dict[str, Any] = Parser.parse(raw).get("idp", {})
    if not is_safe(found.get("singleSignOnService", {}).get("url", "")):
        said = f"{file} offers no sign-in by the binding HTTP-Redirect at an https address"
        raise _mistake(settings, "metadata", said)
    if not found.get("x509cert") and not found.get("x509certMulti", {}).get("signing"):
        raise _mistake(settings, "metadata", f"{file} names no certificate to check signatures by")
    return found


def _own_key(settings: "Settings") -> tuple[str, str]:
    """Our key and certificate as PEM, both or neither; raises `SettingsMistakes` where they are no pair."""
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key
    from cryptography.x509 import load_pem_x509_certificate

    saml: SamlSettings = settings.sign_in.saml
    key = saml.key.get_secret_value()
    if saml.certificate is None:
        if key:
            raise _mistake(settings, "certificate", "the key needs its certificate beside it")
        return "", ""
    try:
        certificate = saml.certificate.read_bytes()
        shown = load_pem_x509_certificate(certificate).public_key()
    except OSError as error:
        said = f"{saml.certificate} cannot be read: {error.strerror}"
        raise _mistake(settings, "certificate", said) from None
    except ValueError:
        raise _mistake(settings, "certificate", f"{saml.certificate} is not a certificate (PEM)") from None
    try:
        held = load_pem_private_key(key.encode(), None)
    except (ValueError, TypeError):
        said = (
            "it is not a key (PEM) without a password; give it as key_file or UTBLICK_SIGN_IN__SAML__KEY_FILE"
        )
        raise _mistake(settings, "key", said) from None
    if not isinstance(held, RSAPrivateKey) or held.public_key() != shown:
        raise _mistake(settings, "key", f"it is not the RSA key of {saml.certificate}")
    return key, certificate.decode()


def _mistake(settings: "Settings", key: str, said: str) -> SettingsMistakes:
    keys = ("sign_in", "saml", key)
    return SettingsMistakes((Mistake(settings.source_of(*keys), ".".join(keys), said),))


def _address(settings: "Settings", path: str) -> str:
    return settings.public_url + path
