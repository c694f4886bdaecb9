"""The verbs of needs: stated in three fields, turned into subjects, one of which is chosen."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from utblick.api import Context, Invalid, _, new_id, send_mail
from utblick_university_node.drafting import Asked, suggest
from utblick_university_node.events import DraftChosen, NeedStated
from utblick_university_node.models import (
    Assignment,
    DraftState,
    KeyLink,
    Need,
    NeedState,
    SubjectDraft,
)
from utblick_university_node.queries import institutions
from utblick_university_node.queries import needs as queries
from utblick_university_node.service import links
from utblick_university_node.service.assignments import note_idea
from utblick_university_node.service.telling import move, tell, university_of
from utblick_university_node.settings import UniversityNodeSettings

_MOVED = _("The need has moved on meanwhile. Load the page again to see where it stands.")
_OF_DRAFT = (
    "title",
    "title_en",
    "kind",
    "field",
    "level",
    "credits",
    "weeks",
    "description",
    "description_en",
)


def state_need(ctx: Context, values: Mapping[str, Any]) -> Need:
    """Write a need down, tell the rest of the house, and suggest what it could become."""
    given = {name: value for name, value in values.items() if value is not None}
    need = Need(**{"title": "", **given}, created_at=ctx.now, updated_at=ctx.now)
    ctx.organisations.get(need.organisation_id)
    need.title = need.title or _title(need.problem)
    ctx.session.add(need)
    ctx.session.flush()
    told = NeedStated(
        need_id=need.id,
        organisation_id=need.organisation_id,
        wanted_when=need.wanted_when,
        source=need.source,
    )
    tell(ctx, need, told)
    suggest_subjects(ctx, need.id)
    return need


def update_need(ctx: Context, need: Need, changes: Mapping[str, Any]) -> Need:
    """Correct what is wanted; what was suggested stays until somebody asks for new suggestions."""
    for name, value in changes.items():
        setattr(need, name, value)
    return need


def suggest_subjects(ctx: Context, need_id: UUID, answers: Mapping[str, Any] | None = None) -> Need:
    """Let the rules suggest subjects, in place of those that nobody has chosen or set aside."""
    need = queries.need(ctx, need_id)
    move(need, NeedState.DRAFTED, NeedState.STATED, NeedState.DRAFTED, otherwise=_MOVED)
    for old in queries.drafts(ctx, need.id):
        if old.state == DraftState.SUGGESTED:
            ctx.session.delete(old)
    asked = Asked(
        problem=need.problem,
        help_wanted=need.help_wanted,
        wanted_when=need.wanted_when,
        country=need.country,
    )
    found = suggest(asked, institutions.open_seasons(ctx), ctx.today)
    for place, one in enumerate(found):
        values = {name: getattr(one, name) for name in _OF_DRAFT}
        ctx.session.add(
            SubjectDraft(
                **values,
                need_id=need.id,
                institution_id=one.institution_id,
                season_id=one.season_id,
                programme=one.programme,
                programme_en=one.programme_en,
                apply_by=one.apply_by,
                reasons=list(one.reasons),
                position=place,
                created_at=ctx.now,
                updated_at=ctx.now,
            )
        )
    if not found:
        need.state = NeedState.STATED
    ctx.session.flush()
    return need


def choose_draft(ctx: Context, draft_id: UUID, answers: Mapping[str, Any]) -> Assignment:
    """Make an assignment of a suggested subject, as the person who chose it has edited it."""
    draft = queries.draft(ctx, draft_id)
    need = queries.need(ctx, draft.need_id)
    move(draft, DraftState.CHOSEN, DraftState.SUGGESTED, DraftState.SET_ASIDE, otherwise=_MOVED)
    move(need, NeedState.ASSIGNED, NeedState.DRAFTED, NeedState.STATED, NeedState.ASSIGNED, otherwise=_MOVED)
    for name, value in answers.items():
        if value is not None:
            setattr(draft, name, value)
    chosen = DraftChosen(
        draft_id=draft.id,
        need_id=need.id,
        assignment_id=new_id(),
        organisation_id=need.organisation_id,
        university_id=university_of(ctx, draft.institution_id),
    )
    told = tell(ctx, need, chosen)
    for other in queries.drafts(ctx, need.id):
        if other.state == DraftState.SUGGESTED:
            other.state = DraftState.SET_ASIDE
    values = _values(ctx, need, draft)
    return note_idea(ctx, {**values, "id": chosen.assignment_id, "last_event_id": told})


def _values(ctx: Context, need: Need, draft: SubjectDraft) -> dict[str, Any]:
    """What need and subject know of the assignment, and the days of its season."""
    season = institutions.season(ctx, draft.season_id) if draft.season_id else None
    return {
        **{name: getattr(draft, name) for name in _OF_DRAFT},
        "organisation_id": need.organisation_id,
        "unit": need.unit,
        "need_id": need.id,
        "country": need.country,
        "host_person_id": need.person_id,
        "institution_id": draft.institution_id,
        "season_id": draft.season_id,
        "interest_until": season.advertise_until if season else None,
        "starts_on": season.starts_on if season else None,
        "ends_on": season.ends_on if season else None,
        "owner_id": need.owner_id or ctx.actor.user_id,
    }


def set_draft_aside(ctx: Context, draft_id: UUID, answers: Mapping[str, Any]) -> SubjectDraft:
    """Say that a suggested subject does not fit."""
    draft = queries.draft(ctx, draft_id)
    move(draft, DraftState.SET_ASIDE, DraftState.SUGGESTED, otherwise=_MOVED)
    return draft


def close_need(ctx: Context, need_id: UUID, answers: Mapping[str, Any]) -> Need:
    """Close a need that does not become an assignment, and say why."""
    need = queries.need(ctx, need_id)
    move(need, NeedState.CLOSED, NeedState.STATED, NeedState.DRAFTED, otherwise=_MOVED)
    need.closed_reason = answers["closed_reason"]
    return need


def invite_company(ctx: Context, organisation_id: UUID, email: str = "") -> links.Made:
    """Mail a company its own link, by which it can say what it needs whenever it wants to."""
    company = ctx.organisations.get(organisation_id)
    person = next((one for one in ctx.people.at(company.id) if one.email), None)
    address = email or (person.email if person else company.email)
    if not address:
        raise Invalid({"email": _("Nobody at the company has an e-mail address in the register.")})
    known = person is not None and person.email == address
    to = links.Recipient(
        email=address,
        name=person.name if person and known else "",
        language=person.language if person and known else "sv",
        person_id=person.id if person and known else None,
    )
    days = ctx.plugin_settings(UniversityNodeSettings).link_valid_days
    made = links.make_link(ctx, links.NEED, company.id, to, days=days)
    send_mail(
        ctx,
        "university_node/mail/invitation",
        to=to.email,
        language=made.link.language,
        ref=ctx.organisations.ref(company.id),
        name=to.name,
        company=company.name,
        link=f"{made.url}?language={made.link.language}",
        until=made.link.expires_at,
    )
    return made


def state_by_link(ctx: Context, link: KeyLink, values: Mapping[str, Any]) -> Need:
    """Take the need that a company has written by its own link."""
    by_link = links.use_link(ctx, link)
    given = {**values, "organisation_id": link.record_id, "person_id": link.person_id, "source": "company"}
    return state_need(by_link, given)


def _title(problem: str) -> str:
    first = problem.strip().splitlines()[0].strip(" .") if problem.strip() else "–"
    return first if len(first) <= 80 else first[:80].rsplit(" ", 1)[0] + " …"
