"""A SAML identity provider on loopback, for tests: real HTTP, real keys; it can be told to lie.

Run as a program it prints its port. `PUT /behaviour` says how it answers from then on.
"""

import base64
import re
import socket
import sys
import zlib
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote_plus, urlencode

import uvicorn
import xmlsec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from litestar import Litestar, MediaType, Request, get, post, put
from litestar.response import Redirect, Response
from lxml import etree
from onelogin.saml2.utils import OneLogin_Saml2_Utils as Utils
from saml_messages import SAMLP, SHA256, answer, logout_request, logout_response

REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"


def pair(name: str) -> tuple[str, str]:
    """A key and a certificate that it signed itself, as PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return key.private_bytes(pem, *plain).decode(), certificate.public_bytes(pem).decode()


def packed(xml: str) -> str:
    made = zlib.compressobj(wbits=-15)
    return base64.b64encode(made.compress(xml.encode()) + made.flush()).decode()


def unpacked(message: str) -> Any:
    return etree.fromstring(zlib.decompress(base64.b64decode(message), wbits=-15))


def signed_query(sent: dict[str, str], key: str, *, lower: bool = False) -> str:
    """The query with its signature; some providers write its escapes in small letters."""
    asked = urlencode({**sent, "SigAlg": SHA256[0]})
    if lower:
        asked = re.sub("%[0-9A-F]{2}", lambda found: found[0].lower(), asked)
    signature = base64.b64encode(Utils.sign_binary(asked, key, xmlsec.Transform.RSA_SHA256)).decode()
    return f"{asked}&Signature={quote_plus(signature)}"


def page_with(action: str, form: dict[str, str]) -> str:
    """The page that has a browser post the form."""
    fields = "".join(f'<input type="hidden" name="{name}" value="{value}">' for name, value in form.items())
    return f'<!doctype html><form method="post" action="{action}">{fields}<button>On</button></form>'


def build(port: int) -> Litestar:
    home = f"http://127.0.0.1:{port}"
    issuer = f"{home}/metadata"
    pairs = {"honest": pair("provider"), "forged": pair("provider")}
    behaviour: dict[str, Any] = {}
    seen: dict[str, Any] = {}

    @get("/metadata", media_type="application/xml", sync_to_thread=False)
    def metadata() -> str:
        inside = "".join(pairs["honest"][1].splitlines()[1:-1])
        out = (
            ""
            if behaviour.get("no_logout")
            else f'<SingleLogoutService Binding="{REDIRECT}" Location="{home}/slo"/>'
        )
        return (
            '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata"'
            f' xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="{issuer}"><IDPSSODescriptor'
            f' protocolSupportEnumeration="{SAMLP}"><KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data>'
            f"<ds:X509Certificate>{inside}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></KeyDescriptor>"
            f'{out}<SingleSignOnService Binding="{REDIRECT}" Location="{home}/sso"/></IDPSSODescriptor>'
            "</EntityDescriptor>"
        )

    def is_signed(request: Request[Any, Any, Any], name: str) -> bool:
        """Whether the query is signed by the certificate that the provider was told of."""
        raw = request.scope["query_string"].decode()
        parts = dict(part.split("=", 1) for part in raw.split("&"))
        covered = "&".join(f"{one}={parts[one]}" for one in (name, "RelayState", "SigAlg") if one in parts)
        signature = Utils.b64decode(request.query_params.get("Signature", ""))
        partner = behaviour["partner"]
        return bool(Utils.validate_binary_sign(covered, signature, partner, SHA256[0]))

    @get("/sso", sync_to_thread=False)
    def sign_on(request: Request[Any, Any, Any]) -> Response[Any]:
        if behaviour.get("partner") and not is_signed(request, "SAMLRequest"):
            return Response("not signed", status_code=400)
        root = unpacked(request.query_params["SAMLRequest"])
        asked = {
            "id": root.get("ID"),
            "acs": root.get("AssertionConsumerServiceURL"),
            "issuer": root.findtext("{urn:oasis:names:tc:SAML:2.0:assertion}Issuer"),
        }
        if behaviour.get("again"):
            made = seen["response"]
        else:
            made = seen["response"] = answer(issuer, asked, pairs, behaviour)
        form = {
            "SAMLResponse": base64.b64encode(made.encode()).decode(),
            "RelayState": request.query_params.get("RelayState", ""),
        }
        if "text/html" in request.headers.get("accept", ""):
            return Response(page_with(asked["acs"], form), media_type=MediaType.HTML, status_code=200)
        return Response({**form, "request": etree.tostring(root).decode()}, status_code=200)

    @get("/slo", sync_to_thread=False)
    def sign_out(request: Request[Any, Any, Any]) -> Response[Any]:
        if "SAMLResponse" in request.query_params:
            return Response("signed out", media_type=MediaType.TEXT)
        if behaviour.get("partner") and not is_signed(request, "SAMLRequest"):
            return Response("not signed", status_code=400)
        root = unpacked(request.query_params["SAMLRequest"])
        back = behaviour["logout"]
        answers = behaviour.get("answers", root.get("ID"))
        sent = {"SAMLResponse": packed(logout_response(issuer, back, answers))}
        sent["RelayState"] = request.query_params.get("RelayState", "")
        seen["out"] = etree.tostring(root).decode()
        key = pairs["forged" if behaviour.get("forged") else "honest"][0]
        return Redirect(f"{back}?{signed_query(sent, key)}")

    @get("/seen", sync_to_thread=False)
    def show() -> dict[str, Any]:
        return seen

    @post("/ask-to-sign-out", status_code=200, sync_to_thread=False)
    def ask_to_sign_out(data: dict[str, Any]) -> dict[str, str]:
        """Where the provider would send a browser whose sign-in it wants to be over."""
        sent = {"SAMLRequest": packed(logout_request(issuer, data["logout"], data)), "RelayState": "theirs"}
        if data.get("unsigned"):
            return {"query": urlencode(sent)}
        key = pairs["forged" if data.get("forged") else "honest"][0]
        return {"query": signed_query(sent, key, lower=data.get("lower", False))}

    @put("/behaviour", sync_to_thread=False)
    def behave(data: dict[str, Any]) -> None:
        behaviour.clear()
        behaviour.update(data)

    return Litestar(
        [metadata, sign_on, sign_out, show, ask_to_sign_out, behave],
        openapi_config=None,
        logging_config=None,
    )


def main() -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(build(port), log_level="error", lifespan="off"))
        listening.listen()
        sys.stdout.write(f"{port}\n")
        sys.stdout.flush()
        server.run(sockets=[listening])


if __name__ == "__main__":
    main()
