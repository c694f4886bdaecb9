"""The table ``[county]``: which end of the line between municipalities and their county this is."""

import re
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, field_validator, model_validator

from utblick.reference.municipalities import municipalities
from utblick.settings.part import Part


class CountySettings(Part):
    """The line between a municipality and its county: `hub` at the one, `members` at the other."""

    hub: Annotated[
        str,
        Field(
            pattern=r"^((nats-leaf|tls|wss)://[^@\s]+)?$",
            description="The county's server for leaf nodes, as tls://county.example:7422; empty: no county",
        ),
    ] = ""
    ca: Annotated[Path | None, Field(description="Certificate of who vouches for the county's server")] = None
    user: Annotated[str, Field(description="User of the account COUNTY at our own NATS servers")] = ""
    password: SecretStr = SecretStr("")
    members: Annotated[
        dict[str, str],
        Field(description="At the county's hub: the public key of each member, by municipality code"),
    ] = {}
    listen: Annotated[
        str, Field(description="At the county's hub: where the bundled server takes leaf nodes")
    ] = "127.0.0.1:7422"
    certificate: Annotated[
        Path | None, Field(description="At the county's hub: certificate for the line, PEM")
    ] = None
    certificate_key: Annotated[Path | None, Field(description="At the county's hub: its private key")] = None

    @field_validator("members")
    @classmethod
    def _known_members(cls, value: dict[str, str]) -> dict[str, str]:
        for code, key in value.items():
            if code not in municipalities():
                raise ValueError(f"no municipality has the code {code}")
            if not re.fullmatch(r"U[A-Z2-7]{55}", key):
                raise ValueError(f"the key of {code} is no public key such as `utblick county key` shows")
        return value

    @model_validator(mode="after")
    def _one_side(self) -> Self:
        if self.hub and self.members:
            raise ValueError("name the hub at a municipality, or members at the county's hub, not both")
        return self

    @property
    def role(self) -> Literal["", "member", "hub"]:
        """Which end of the line this installation is; empty without a county."""
        if self.members:
            return "hub"
        return "member" if self.hub else ""
