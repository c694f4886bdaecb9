"""What the NATS server at either end of the line is told: accounts, what they let through, the leaf node.

Both ends must agree. A municipality's account COUNTY holds nothing but what came from the county; the
account of each municipality at the hub lets through what it tells (into a subject with its own code, which
the hub writes), what it is told, and whether somebody is there. Nothing else of either side can be reached:
no stream, no consumer, no other municipality.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from utblick.bus.county.keys import FILE
from utblick.settings import Settings


@dataclass(frozen=True, slots=True)
class Login:
    """A user of a server, and the password or the name of the variable that holds it."""

    user: str
    password: str

    def __str__(self) -> str:
        password = self.password if self.password.startswith("$") else json.dumps(self.password)
        return f"{{ user: {json.dumps(self.user)}, password: {password} }}"


def server_part(settings: Settings, *, house: Login, county: Login) -> str:
    """The part of a server's configuration that makes it one end of the line; empty without a county."""
    match settings.county.role:
        case "hub":
            return "\n".join(_hub(settings, house)) + "\n"
        case "member":
            return "\n".join(_member(settings, house, county)) + "\n"
    return ""


def domain(settings: Settings) -> str:
    """The name under which the server's JetStream is kept apart from that at the other end."""
    role = settings.county.role
    return "county" if role == "hub" else f"m{settings.municipality.code}" if role else ""


def _member(settings: Settings, house: Login, county: Login) -> Iterator[str]:
    said = settings.county
    yield f"include {json.dumps(FILE)}"
    yield "accounts {"
    yield f"  HOUSE {{ jetstream: enabled, users: [ {house} ] }}"
    yield f"  COUNTY {{ jetstream: enabled, users: [ {county} ] }}"
    yield "}"
    tls = f", tls {{ ca_file: {_path(said.ca)} }}" if said.ca is not None else ""
    remote = f"url: {json.dumps(said.hub)}, nkey: $COUNTY_KEY, account: COUNTY{tls}"
    yield f'leafnodes {{ reconnect: "1s", remotes: [ {{ {remote} }} ] }}'


def _hub(settings: Settings, house: Login) -> Iterator[str]:
    said = settings.county
    members = sorted(said.members)
    told = [f'{{ service: "region.{code}.>", accounts: [ M{code} ] }}' for code in members]
    allowed = ", ".join(f"M{code}" for code in members)
    asked = f'{{ service: "ask.county", accounts: [ {allowed} ] }}'
    reached = [
        f'{{ service: {{ account: M{code}, subject: "{what}" }} }}'
        for code in members
        for what in (f"to.{code}.>", f"ask.{code}")
    ]
    yield "accounts {"
    yield f"  COUNTY {{ jetstream: enabled, users: [ {house} ]"
    yield from _listed("exports", [*told, asked])
    yield from _listed("imports", reached)
    yield "  }"
    for code in members:
        yield f"  M{code} {{ users: [ {{ nkey: {said.members[code]} }} ]"
        yield from _listed(
            "exports",
            [f'{{ service: "{what}", accounts: [ COUNTY ] }}' for what in (f"to.{code}.>", f"ask.{code}")],
        )
        yield from _listed(
            "imports",
            [
                f'{{ service: {{ account: COUNTY, subject: "region.{code}.>" }}, to: "share.>" }}',
                '{ service: { account: COUNTY, subject: "ask.county" } }',
            ],
        )
        yield "  }"
    yield "}"
    tls = ""
    if said.certificate is not None and said.certificate_key is not None:
        tls = f", tls {{ cert_file: {_path(said.certificate)}, key_file: {_path(said.certificate_key)} }}"
    yield f"leafnodes {{ listen: {json.dumps(said.listen)}{tls} }}"


def _listed(name: str, entries: list[str]) -> Iterator[str]:
    yield f"    {name}: ["
    yield from (f"      {entry}" for entry in entries)
    yield "    ]"


def _path(file: Path) -> str:
    return json.dumps(str(file.resolve()))
