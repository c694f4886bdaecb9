"""What is compared of an organisation to tell whether another is the same one, in a form that packs small."""

from collections.abc import Hashable
from dataclasses import dataclass

import msgspec

from utblick.identity.orgnr import digits_of
from utblick.identity.registers.values.contacts import domain_of, host_of, phone_key
from utblick.identity.registers.values.names import bare_name, fold


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an organisation, as far as it helps to recognise it; `key` is the caller's."""

    key: Hashable
    name: str
    orgnr: str | None = None
    unverified: str = ""
    """An organisation number that is not valid as it was written."""
    legal_form: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    website: str = ""
    contact: str = ""


class Traits(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is compared of an organisation, prepared once."""

    written: str
    """The name as it was written; everything else is folded."""
    name: str
    numbers: tuple[str, ...]
    orgnr: str | None
    unverified: str
    legal_form: str
    street: str
    postcode: str
    town: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    domains: tuple[str, ...]
    contact: str

    @classmethod
    def of(cls, known: Known) -> "Traits":
        name = bare_name(known.name)
        domains = {domain_of(email) for email in known.emails} | {host_of(known.website)}
        return cls(
            written=known.name,
            name=name,
            numbers=tuple(sorted(word for word in name.split() if any(map(str.isdigit, word)))),
            orgnr=known.orgnr,
            unverified=digits_of(known.unverified),
            legal_form=known.legal_form,
            street=fold(known.street),
            postcode=digits_of(known.postcode),
            town=fold(known.town),
            phones=tuple(phone_key(phone) for phone in known.phones if phone),
            emails=tuple(email for email in known.emails if email),
            domains=tuple(domain for domain in domains if domain),
            contact=fold(known.contact),
        )

    @property
    def letters(self) -> str:
        return self.name.replace(" ", "")

    def blocks(self) -> set[int]:
        """Keys that two of the same organisation share at least one of, however they were mistyped."""
        letters = self.letters
        place, start = self.postcode or self.town, letters[:2]
        keys: list[tuple[str, ...]] = [
            ("name", letters, self.town),
            ("mixed", "".join(sorted(letters)), place),
            ("start", place, letters[:5]),
            ("end", place, letters[-6:], start[:1]),
        ]
        keys += [("orgnr", self.orgnr)] if self.orgnr else []
        keys += [("name", letters)] if len(letters) > 3 else []
        keys += [("phone", phone, start) for phone in self.phones]
        keys += [("domain", domain) for domain in self.domains]
        return {hash(key) for key in keys}
