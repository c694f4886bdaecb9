"""The settings of signing in: with a password, and with the municipality's own accounts."""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, model_validator

from utblick.settings.part import Part

_MICROSOFT = "http://schemas.microsoft.com"
_CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims"


class ProviderSettings(Part):
    """What is told of the municipality's sign-in, in whichever language its provider speaks."""

    name: Annotated[str, Field(description="What the button says")] = "kommunens inloggning"
    create_users: Annotated[bool, Field(description="Give a new person an account at the first sign-in")] = (
        False
    )
    default_role: str = "reader"
    roles: Annotated[
        dict[str, str], Field(description="Role by group; empty: roles are given by hand alone")
    ] = {}

    @property
    def is_set(self) -> bool:
        """Whether one can sign in by it."""
        return False


class OidcSettings(ProviderSettings):
    issuer: Annotated[str, Field(description="Address of the provider; empty: no sign-in by OIDC")] = ""
    client_id: str = ""
    client_secret: SecretStr = SecretStr("")
    scopes: tuple[str, ...] = ("openid", "profile", "email")
    subject_claim: Annotated[
        str, Field(description="What never changes about a person; oid with Entra ID")
    ] = "sub"
    groups_claim: Annotated[str, Field(description="Where the provider names the groups of a person")] = (
        "groups"
    )

    @property
    def is_set(self) -> bool:
        return bool(self.issuer)


class SamlSettings(ProviderSettings):
    metadata: Annotated[
        Path | None, Field(description="The provider's metadata, an XML file; empty: no sign-in by SAML")
    ] = None
    entity_id: Annotated[
        str, Field(description="What the provider knows Utblick by; empty: the address of our metadata")
    ] = ""
    subject_attribute: Annotated[
        str, Field(description="What never changes about a person; empty: the NameID")
    ] = ""
    mail_attribute: Annotated[str, Field(description="Where the provider says the e-mail address")] = (
        f"{_CLAIMS}/emailaddress"
    )
    name_attribute: Annotated[str, Field(description="Where the provider says the whole name")] = (
        f"{_MICROSOFT}/identity/claims/displayname"
    )
    groups_attribute: Annotated[str, Field(description="Where the provider names the groups of a person")] = (
        f"{_MICROSOFT}/ws/2008/06/identity/claims/groups"
    )
    certificate: Annotated[
        Path | None, Field(description="Our certificate, a PEM file: with the key, requests are signed")
    ] = None
    key: Annotated[
        SecretStr, Field(description="The certificate's key (PEM): signs, and opens encrypted assertions")
    ] = SecretStr("")

    @property
    def is_set(self) -> bool:
        return self.metadata is not None


class SignInSettings(Part):
    passwords: bool = True
    second_factor: Annotated[
        Literal["offered", "administrators", "everybody"],
        Field(description="Who must set up a second factor before anything else, with a password"),
    ] = "offered"
    session_hours: Annotated[int, Field(ge=1, le=72)] = 12
    key: Annotated[
        SecretStr, Field(description="Seals second factors; empty: secret.key in the data folder")
    ] = SecretStr("")
    former_key: Annotated[
        SecretStr, Field(description="The key before `key`: what was made with it still works")
    ] = SecretStr("")
    next_key: Annotated[
        SecretStr, Field(description="The key after `key`: accepted before any process uses it")
    ] = SecretStr("")
    oidc: OidcSettings = OidcSettings()
    saml: SamlSettings = SamlSettings()

    @model_validator(mode="after")
    def _told_apart(self) -> Self:
        if self.oidc.is_set and self.saml.is_set and self.oidc.name == self.saml.name:
            raise ValueError("oidc and saml need a name each, or two buttons say the same")
        return self

    @model_validator(mode="after")
    def _beside_a_key(self) -> Self:
        given = [one.get_secret_value() for one in (self.key, self.former_key, self.next_key)]
        if not given[0] and any(given):
            raise ValueError("former_key and next_key stand beside key, which is missing")
        held = [one for one in given if one]
        if len(held) != len(set(held)):
            raise ValueError("key, former_key and next_key must differ")
        return self

    @property
    def providers(self) -> dict[str, ProviderSettings]:
        """The ways in with the municipality's own accounts that are set, by name."""
        known: dict[str, ProviderSettings] = {"oidc": self.oidc, "saml": self.saml}
        return {way: provider for way, provider in known.items() if provider.is_set}
