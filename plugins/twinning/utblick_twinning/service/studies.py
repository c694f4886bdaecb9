"""The verbs of candidate studies: weigh, recommend, and make a twin town of whom was recommended."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from utblick.api import Conflict, Context, Invalid, NotFound, _, industry_section
from utblick_twinning.events import CandidateProposed, CandidateRecommended
from utblick_twinning.models import Candidate, CandidateState, Category, Study, StudyState, Town
from utblick_twinning.scoring import CRITERIA, DEFAULTS, Home, Profile, kilometres, points, total
from utblick_twinning.service.towns import open_town
from utblick_twinning.settings import TwinningSettings


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its points by criterion, their weighed sum, and how far away it is."""

    candidate: Candidate
    points: Mapping[str, int]
    total: int
    kilometres: int | None


def open_study(ctx: Context, values: Mapping[str, Any]) -> Study:
    """Begin a study, with the usual weights."""
    study = Study(**values, weights=dict(DEFAULTS), created_at=ctx.now, updated_at=ctx.now)
    ctx.session.add(study)
    ctx.session.flush()
    return study


def propose_candidate(ctx: Context, values: Mapping[str, Any]) -> Candidate:
    """Consider a town in a study, and tell the rest of the house."""
    given = {**values, "contacts": values.get("contacts") or 0}
    candidate = Candidate(**given, created_at=ctx.now, updated_at=ctx.now)
    get_study(ctx, candidate.study_id)
    _check(candidate)
    ctx.session.add(candidate)
    ctx.session.flush()
    ctx.publish(CandidateProposed(candidate_id=candidate.id, country=candidate.country))
    return candidate


def update_candidate(ctx: Context, candidate: Candidate, changes: Mapping[str, Any]) -> Candidate:
    """Correct what is known of a candidate."""
    for name, value in changes.items():
        setattr(candidate, name, value)
    candidate.contacts = candidate.contacts or 0
    _check(candidate)
    return candidate


def weigh(ctx: Context, study_id: UUID, weights: Mapping[str, int]) -> Study:
    """Keep the weights of a study."""
    study = get_study(ctx, study_id)
    if not sum(weights.values()):
        raise Invalid({"": _("Give at least one criterion a weight.")})
    study.weights = {name: weights.get(name, 0) for name in CRITERIA}
    return study


def ranking(ctx: Context, study: Study, weights: Mapping[str, int] | None = None) -> list[Ranked]:
    """The candidates of a study, the best first, by its weights or others."""
    query = select(Candidate).where(
        Candidate.study_id == study.id, Candidate.state != CandidateState.DECLINED
    )
    home, by = home_of(ctx), weights if weights is not None else study.weights or DEFAULTS
    ranked = []
    for candidate in ctx.session.exec(query.limit(200)):
        profile = profile_of(candidate)
        given = points(home, profile)
        ranked.append(Ranked(candidate, given, total(given, by), kilometres(home, profile)))
    return sorted(ranked, key=lambda one: (-one.total, one.candidate.title))


def recommend(ctx: Context, candidate_id: UUID, answers: Mapping[str, Any]) -> Candidate:
    """Let the study end in a recommendation, with the points that it gives."""
    candidate = _candidate(ctx, candidate_id, CandidateState.PROPOSED)
    study = get_study(ctx, candidate.study_id)
    mine = next(one for one in ranking(ctx, study) if one.candidate.id == candidate.id)
    candidate.state, candidate.reason = CandidateState.RECOMMENDED, answers["reason"]
    study.state, study.conclusion = StudyState.RECOMMENDED, answers["reason"]
    told = CandidateRecommended(candidate_id=candidate.id, country=candidate.country, score=mine.total)
    ctx.publish(told)
    return candidate


def decline(ctx: Context, candidate_id: UUID, answers: Mapping[str, Any]) -> Candidate:
    """Set a candidate aside, and say why."""
    candidate = _candidate(ctx, candidate_id, CandidateState.PROPOSED, CandidateState.RECOMMENDED)
    candidate.state, candidate.reason = CandidateState.DECLINED, answers["reason"]
    return candidate


def make_town(ctx: Context, candidate_id: UUID, answers: Mapping[str, Any]) -> Town:
    """Make a twin town of a recommended candidate, with all that the study knows of it."""
    candidate = _candidate(ctx, candidate_id, CandidateState.RECOMMENDED)
    study = get_study(ctx, candidate.study_id)
    known = (
        "title",
        "country",
        "region",
        "population",
        "languages",
        "industries",
        "latitude",
        "longitude",
        "source",
    )
    values = {name: getattr(candidate, name) for name in known}
    values |= {"category": Category.PARTNERSHIP, "note": candidate.reason, "owner_id": study.owner_id}
    town = open_town(ctx, values)
    candidate.state, candidate.town_id = CandidateState.CHOSEN, town.id
    study.state = StudyState.CLOSED
    return town


def home_of(ctx: Context) -> Home:
    """What we are ourselves, by the register of companies and the settings."""
    settings = ctx.plugin_settings(TwinningSettings)
    companies = ctx.organisations.listed(kind="company", local=True)
    sections: dict[str, int] = {}
    exporters: dict[str, int] = {}
    for company in companies:
        section = industry_section(company.sni) if company.sni else None
        if section is not None:
            sections[section.letter] = sections.get(section.letter, 0) + 1
        for country in company.export_countries:
            exporters[country] = exporters.get(country, 0) + 1
    whole = sum(sections.values())
    return Home(
        latitude=settings.latitude,
        longitude=settings.longitude,
        population=settings.population,
        languages=settings.languages,
        industries={letter: n / whole for letter, n in sections.items()},
        exporters=exporters,
        also_eligible=settings.also_eligible,
    )


def profile_of(candidate: Candidate) -> Profile:
    """What the scoring sees of a candidate."""
    return Profile(
        country=candidate.country,
        population=candidate.population,
        languages=candidate.languages,
        industries=candidate.industries,
        latitude=float(candidate.latitude) if candidate.latitude is not None else None,
        longitude=float(candidate.longitude) if candidate.longitude is not None else None,
        contacts=candidate.contacts,
    )


def get_study(ctx: Context, study_id: UUID) -> Study:
    """The study, or `NotFound`."""
    found = ctx.session.get(Study, study_id)
    if found is None:
        raise NotFound
    return found


def recommended(ctx: Context, study_id: UUID) -> Candidate | None:
    """The candidate that a study recommends, or that became a twin town."""
    states = (CandidateState.RECOMMENDED, CandidateState.CHOSEN)
    query = select(Candidate).where(Candidate.study_id == study_id, col(Candidate.state).in_(states))
    return ctx.session.exec(query).first()


def _candidate(ctx: Context, candidate_id: UUID, *states: CandidateState) -> Candidate:
    candidate = ctx.session.get(Candidate, candidate_id)
    if candidate is None or candidate.state not in states:
        raise Conflict(_("The candidate has already moved on. Load the page again."))
    return candidate


def _check(candidate: Candidate) -> None:
    problems = {}
    if candidate.country == "SE":
        problems["country"] = _("A twin town lies in another country.")
    if (candidate.latitude is None) != (candidate.longitude is None):
        problems["longitude"] = _("Give both latitude and longitude, or neither.")
    if problems:
        raise Invalid(problems)
