"""The anonymity check of a profile, and the profile in the form of the network's database."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from utblick.api import Context, Download, Msg, Page, Route, country_name, get, page
from utblick_partnerships.anonymity import KINDS, marked
from utblick_partnerships.choices.profiles import IPR, STAGES, TYPES
from utblick_partnerships.models import Call, Profile
from utblick_partnerships.permissions import READ
from utblick_partnerships.queries import profiles as queries
from utblick_partnerships.service import anonymity

_TYPES = {choice.value: choice.label for choice in TYPES}
_STAGES = {choice.value: choice.label for choice in STAGES}
_IPR = {choice.value: choice.label for choice in IPR}
_SIZES = {"micro": "SME 1-10", "small": "SME 11-49", "medium": "SME 50-249", "large": "Big company"}


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of the network's form: its English name there, and what is to stand in it."""

    name: str
    value: str

    @property
    def rows(self) -> int:
        """How many lines it takes on the page."""
        return min(12, 1 + len(self.value) // 90 + self.value.count("\n"))


@get("/partnerships/profiles/{profile_id:uuid}/check", permission=READ)
def check(ctx: Context, *, profile_id: UUID) -> Page:
    """What the anonymity check finds in a profile, marked where it stands."""
    return checked(ctx, profile_id)


def checked(ctx: Context, profile_id: UUID, *, block: str = "") -> Page:
    """The page of the check, or its block "part", which is also a box."""
    profile = queries.profile(ctx, profile_id)
    parts = anonymity.check(ctx, profile)
    found = [leak for part in parts for leak in part.leaks]
    return page(
        "partnerships/check.html",
        block=block,
        profile=profile,
        parts=[(part.label, marked(part.text, part.leaks), part.leaks) for part in parts],
        kinds=KINDS,
        seen=[kind for kind in KINDS if any(leak.kind == kind for leak in found)],
        count=len(found),
    )


@get("/partnerships/profiles/{profile_id:uuid}/een", permission=READ)
def een(ctx: Context, *, profile_id: UUID) -> Page:
    """A profile field by field in the order of the network's form, to be copied."""
    profile = queries.profile(ctx, profile_id)
    return page("partnerships/een.html", profile=profile, fields=list(form_of(ctx, profile)))


@get("/partnerships/profiles/{profile_id:uuid}/een.txt", permission=READ)
def een_text(ctx: Context, *, profile_id: UUID) -> Download:
    """The same as text, for a mail to the regional node."""
    profile = queries.profile(ctx, profile_id)
    lines = (f"{one.name}\n{one.value or '–'}\n" for one in form_of(ctx, profile))
    name = f"{profile.reference or 'profile'}.txt"
    return Download(name, "\n".join(lines).encode(), "text/plain; charset=utf-8")


def form_of(ctx: Context, profile: Profile) -> Iterator[FormField]:
    """The fields of the Partnering Opportunities Database in their order; the client is not named."""
    say = ctx.in_language("en").translate
    client = ctx.organisations.get(profile.organisation_id)
    yield FormField("POD reference", profile.reference or "")
    yield FormField("Profile type", say(_TYPES[profile.type]) if profile.type else "")
    yield FormField("Company's country", country_name(client.country, "en"))
    yield FormField("Type and size of company", _SIZES.get(client.size_class, "Other"))
    yield FormField("Short title", profile.short_title)
    yield FormField("Short summary", profile.summary)
    yield FormField("Full description", profile.description)
    yield FormField("Advantages and innovations", profile.advantages)
    yield FormField("Stage of development", _said(say, _STAGES, profile.stage))
    yield FormField("IPR status", _said(say, _IPR, profile.ipr))
    yield FormField("Sustainable Development Goals", ", ".join(profile.sdgs))
    yield FormField("Expected role of a partner", profile.sought)
    yield FormField("Type of partnership", ", ".join(profile.partnership_types))
    yield FormField("Targeted countries", ", ".join(country_name(code, "en") for code in profile.countries))
    yield FormField("Keywords", ", ".join(profile.keywords))
    if profile.type == "RDR":
        call = ctx.session.get(Call, profile.call_id) if profile.call_id else None
        yield FormField("Call", f"{call.programme}: {call.identifier or call.title}" if call else "")
    if profile.interest_deadline:
        yield FormField("Deadline for expressions of interest", profile.interest_deadline.isoformat())
    valid = profile.valid_until.isoformat() if profile.valid_until else ""
    yield FormField("Term of validity", valid)


def _said(say: Callable[[Msg], str], words: dict[str, Msg], value: str) -> str:
    return say(words[value]) if value in words else ""


ROUTES: tuple[Route, ...] = (check, een, een_text)
