"""What one row of a register says: an organisation, perhaps a contact person, and what was wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from utblick.i18n import Msg
from utblick.identity.resembling import Known


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a cell that a person should see. Only a fatal one keeps the row out."""

    row: int
    column: str
    code: str
    message: Msg
    is_fatal: bool = False


@dataclass(frozen=True, slots=True)
class Contact:
    """The person whom the row names."""

    name: str
    role: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row in normal form. `values` holds the filled columns of an organisation and no others.

    `remarks` are facts that fit no column and shall stand in the note, such as "in May 2024".
    """

    row: int
    line: int
    values: Mapping[str, Any]
    contact: Contact | None = None
    vat: str = ""
    unverified: str = ""
    remarks: tuple[Msg, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    @property
    def is_importable(self) -> bool:
        return not any(problem.is_fatal for problem in self.problems)

    def known(self) -> Known:
        """What of it helps to recognise the organisation."""
        get = self.values.get
        contact = self.contact or Contact("")
        return Known(
            key=self.row,
            name=get("name", ""),
            orgnr=get("orgnr"),
            unverified=self.unverified,
            legal_form=get("legal_form", ""),
            street=get("street", ""),
            postcode=get("postcode", ""),
            town=get("town", ""),
            phones=tuple(dict.fromkeys(phone for phone in (get("phone", ""), contact.phone) if phone)),
            emails=tuple(dict.fromkeys(email for email in (get("email", ""), contact.email) if email)),
            website=get("website", ""),
            contact=contact.name,
        )
