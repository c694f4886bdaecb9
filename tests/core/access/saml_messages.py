"""What the SAML provider of the tests says, honestly or not: responses, and requests to sign somebody out."""

from datetime import UTC, datetime, timedelta
from secrets import token_hex
from typing import Any

import xmlsec
from lxml import etree
from onelogin.saml2.utils import OneLogin_Saml2_Utils as Utils

SAML = "urn:oasis:names:tc:SAML:2.0:assertion"
SAMLP = "urn:oasis:names:tc:SAML:2.0:protocol"
PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "http://www.w3.org/2001/04/xmlenc#sha256"
SHA1 = "http://www.w3.org/2000/09/xmldsig#rsa-sha1", "http://www.w3.org/2000/09/xmldsig#sha1"
MAIL = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"
NAME = "http://schemas.microsoft.com/identity/claims/displayname"
GROUPS = "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups"
BOMB = (
    '<!DOCTYPE samlp:Response [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>'
)


def at(seconds: int) -> str:
    return (datetime.now(UTC) + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%S.0000000Z")


def new_id() -> str:
    return f"_{token_hex(16)}"


def signed(xml: str, pair: tuple[str, str], how: dict[str, Any]) -> str:
    method, digest = SHA1 if how.get("sha1") else SHA256
    made = Utils.add_sign(xml, *pair, sign_algorithm=method, digest_algorithm=digest)
    return made.decode() if isinstance(made, bytes) else made


def attributes(how: dict[str, Any]) -> str:
    said = {MAIL: ["anna@example.se"], NAME: ["Anna Exempel"], **how.get("attributes", {})}
    return "".join(
        f'<saml:Attribute Name="{name}">'
        + "".join(f"<saml:AttributeValue>{value}</saml:AttributeValue>" for value in values)
        + "</saml:Attribute>"
        for name, values in said.items()
        if values
    )


def assertion(issuer: str, asked: dict[str, str], how: dict[str, Any]) -> str:
    name_id = how.get("name_id", "person-1")
    form = how.get("name_id_format", PERSISTENT)
    subject = f'<saml:NameID Format="{form}">{name_id}</saml:NameID>' if name_id else ""
    answers = how.get("confirms", asked["id"])
    in_response_to = f' InResponseTo="{answers}"' if answers else ""
    lasts, begins = how.get("not_on_or_after", 300), how.get("not_before", -10)
    return (
        f'<saml:Assertion xmlns:saml="{SAML}" ID="{how.get("assertion_id") or new_id()}" Version="2.0"'
        f' IssueInstant="{at(0)}"><saml:Issuer>{how.get("issuer", issuer)}</saml:Issuer><saml:Subject>{subject}'
        '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">'
        f'<saml:SubjectConfirmationData{in_response_to} NotOnOrAfter="{at(how.get("confirmed_until", 300))}"'
        f' Recipient="{how.get("recipient", asked["acs"])}"/></saml:SubjectConfirmation></saml:Subject>'
        f'<saml:Conditions NotBefore="{at(begins)}" NotOnOrAfter="{at(lasts)}">'
        + "".join(
            f"<saml:AudienceRestriction><saml:Audience>{one}</saml:Audience></saml:AudienceRestriction>"
            for one in how.get("audience", [asked["issuer"]])
        )
        + f'</saml:Conditions><saml:AuthnStatement AuthnInstant="{at(0)}"'
        f' SessionIndex="{how.get("session", "session-1")}"{_session_end(how)}><saml:AuthnContext>'
        f"<saml:AuthnContextClassRef>{how.get('method', 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password')}"
        "</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>"
        f"<saml:AttributeStatement>{attributes(how)}</saml:AttributeStatement></saml:Assertion>"
    )


def _session_end(how: dict[str, Any]) -> str:
    return f' SessionNotOnOrAfter="{at(how["session_until"])}"' if "session_until" in how else ""


def response(issuer: str, asked: dict[str, str], inside: str, how: dict[str, Any]) -> str:
    answers = how.get("answers", asked["id"])
    in_response_to = f' InResponseTo="{answers}"' if answers else ""
    status = how.get("status", "Success")
    return (
        f'<samlp:Response xmlns:samlp="{SAMLP}" xmlns:saml="{SAML}" ID="{new_id()}" Version="2.0"'
        f' IssueInstant="{at(0)}" Destination="{how.get("destination", asked["acs"])}"{in_response_to}>'
        f"<saml:Issuer>{issuer}</saml:Issuer>{how.get('extensions', '')}<samlp:Status>"
        f'<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:{status}"/></samlp:Status>{inside}'
        "</samlp:Response>"
    )


def wrapped(issuer: str, asked: dict[str, str], honest: str, how: dict[str, Any]) -> str:
    """A response that shows somebody else, with the signed assertion somewhere where it says nothing."""
    lie = {**how, "name_id": "person-2", "attributes": {MAIL: ["boss@example.se"]}}
    if how["wrap"] == "same id":
        lie["assertion_id"] = etree.fromstring(honest).get("ID")
    forged = assertion(issuer, asked, lie)
    if how["wrap"] in {"before", "same id"}:
        return response(issuer, asked, forged + honest, how)
    if how["wrap"] == "after":
        return response(issuer, asked, honest + forged, how)
    if how["wrap"] == "extensions":
        hidden = f"<samlp:Extensions>{honest}</samlp:Extensions>"
        return response(issuer, asked, forged, {**how, "extensions": hidden})
    signature = etree.fromstring(honest).find("{http://www.w3.org/2000/09/xmldsig#}Signature")
    inside = etree.SubElement(signature, "{http://www.w3.org/2000/09/xmldsig#}Object")
    plain = etree.fromstring(honest)
    plain.remove(plain.find(signature.tag))
    inside.append(plain)
    carrier = etree.fromstring(forged)
    carrier.insert(1, signature)
    return response(issuer, asked, etree.tostring(carrier).decode(), how)


def encrypted(xml: str, certificate: str) -> str:
    """The assertion for nobody but the holder of the certificate's key."""
    root = etree.fromstring(f'<saml:EncryptedAssertion xmlns:saml="{SAML}">{xml}</saml:EncryptedAssertion>')
    data = xmlsec.template.encrypted_data_create(
        root, xmlsec.Transform.AES256, type=xmlsec.EncryptionType.ELEMENT, ns="xenc"
    )
    xmlsec.template.encrypted_data_ensure_cipher_value(data)
    info = xmlsec.template.encrypted_data_ensure_key_info(data, ns="ds")
    key = xmlsec.template.add_encrypted_key(info, xmlsec.Transform.RSA_OAEP)
    xmlsec.template.encrypted_data_ensure_cipher_value(key)
    keys = xmlsec.KeysManager()
    keys.add_key(xmlsec.Key.from_memory(certificate, xmlsec.KeyFormat.CERT_PEM))
    context = xmlsec.EncryptionContext(keys)
    context.key = xmlsec.Key.generate(xmlsec.KeyData.AES, 256, xmlsec.KeyDataType.SESSION)
    made = context.encrypt_xml(data, root[0])
    return etree.tostring(made.getroottree().getroot() if made.getparent() is not None else made).decode()


def answer(issuer: str, asked: dict[str, str], pairs: dict[str, tuple[str, str]], how: dict[str, Any]) -> str:
    """The response to a request, as the provider was told to behave."""
    pair, sign = pairs["forged" if how.get("forged") else "honest"], how.get("sign", "assertion")
    inside = assertion(issuer, asked, how)
    if sign in {"assertion", "both"}:
        inside = signed(inside, pair, how)
    inside = how.get("edit", ["", ""])[1].join(inside.split(how["edit"][0])) if "edit" in how else inside
    if how.get("wrap"):
        return wrapped(issuer, asked, inside, how)
    if how.get("encrypt"):
        inside = encrypted(inside, how["encrypt"])
    made = response(issuer, asked, "" if how.get("status") else inside, how)
    if sign in {"response", "both"}:
        made = signed(made, pair, how)
    return f"{BOMB}{made.replace('Anna Exempel', '&d;')}" if how.get("bomb") else made


def logout_request(issuer: str, destination: str, how: dict[str, Any]) -> str:
    indexes = "".join(f"<samlp:SessionIndex>{one}</samlp:SessionIndex>" for one in how.get("sessions", ()))
    return (
        f'<samlp:LogoutRequest xmlns:samlp="{SAMLP}" xmlns:saml="{SAML}" ID="{how.get("id") or new_id()}"'
        f' Version="2.0" IssueInstant="{at(how.get("issued", 0))}" Destination="{destination}">'
        f'<saml:Issuer>{issuer}</saml:Issuer><saml:NameID Format="{PERSISTENT}">'
        f"{how.get('name_id', 'person-1')}</saml:NameID>{indexes}</samlp:LogoutRequest>"
    )


def logout_response(issuer: str, destination: str, request_id: str) -> str:
    return (
        f'<samlp:LogoutResponse xmlns:samlp="{SAMLP}" xmlns:saml="{SAML}" ID="{new_id()}" Version="2.0"'
        f' IssueInstant="{at(0)}" Destination="{destination}" InResponseTo="{request_id}">'
        f"<saml:Issuer>{issuer}</saml:Issuer><samlp:Status><samlp:StatusCode"
        ' Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status></samlp:LogoutResponse>'
    )
