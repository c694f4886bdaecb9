"""What the check finds, why it gives somebody away, and what to write in its place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from utblick.api import Msg, _


@dataclass(frozen=True, slots=True, order=True)
class Leak:
    """A part of a text, from `start` up to `end`, that tells who somebody is; `kind` is one of `KINDS`."""

    start: int
    end: int
    kind: str = field(compare=False)
    found: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Known:
    """The names that are looked for beside the patterns: the client's own are found in any spelling."""

    client: Sequence[str] = ()
    organisations: Sequence[str] = ()
    people: Sequence[str] = ()
    contacts: Sequence[str] = ()
    brands: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of finding in words."""

    name: Msg
    why: Msg
    instead: Msg


KINDS: Mapping[str, Kind] = {
    "client": Kind(
        _("The client's name"),
        _("It is the client itself, or so near its name that anybody would guess."),
        _("Write what it is in place of who it is: “a Swedish manufacturer of …”."),
    ),
    "organisation": Kind(
        _("A name of the register"),
        _("An organisation of the register is named, and leads to the client."),
        _("Write what sort of organisation it is: “a university in the region”, “a large buyer”."),
    ),
    "company": Kind(
        _("A company name"),
        _("Words before a form of company are a company's name."),
        _("Write the trade and the country in place of the name."),
    ),
    "brand": Kind(
        _("A brand"),
        _("The brand is one of the client's, and a search for it finds the client."),
        _("Write what the product is: “a moisture sensor”, “a brand of its own”."),
    ),
    "person": Kind(
        _("A person"),
        _("A person's name leads to where the person works."),
        _("Write the role, or leave it out: “the development manager”."),
    ),
    "web": Kind(
        _("A web address"),
        _("The address opens the client's own page."),
        _("Leave it out. Whoever is introduced gets it then."),
    ),
    "email": Kind(
        _("An e-mail address"),
        _("An address names the client, and lets others go round the adviser."),
        _("Leave it out. Interest comes by the form."),
    ),
    "phone": Kind(
        _("A telephone number"),
        _("A number can be looked up."),
        _("Leave it out. Interest comes by the form."),
    ),
    "number": Kind(
        _("A registration number"),
        _("A number of a company, a person or for VAT can be looked up."),
        _("Leave it out."),
    ),
    "patent": Kind(
        _("A patent number"),
        _("The number opens the patent, and the patent names its owner."),
        _("Say only that there is a patent, and in which countries it holds."),
    ),
}
