"""The verbs of the tender school: enrol, complete a module, complete the school, expire."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from utblick.api import Context, Invalid, NotFound, _, months_after
from utblick_tendering.choices.school import BY_KEY, MODULES
from utblick_tendering.events import TrainingCompleted
from utblick_tendering.models import Enrolment, EnrolmentState
from utblick_tendering.settings import TenderingSettings


def enrol(ctx: Context, values: Mapping[str, Any]) -> Enrolment:
    """Have a company begin the school; one that is in it, and has not completed it, is not taken in twice."""
    given = {name: value for name, value in values.items() if value not in (None, "")}
    company = ctx.organisations.get(given["organisation_id"])
    if going(ctx, company.id) is not None:
        raise Invalid({"organisation_id": _("The company is in the school already.")})
    given |= {"organisation_id": company.id, "title": company.name}
    given.setdefault("owner_id", ctx.actor.user_id)
    made = Enrolment(**given, created_at=ctx.now, updated_at=ctx.now)
    ctx.session.add(made)
    ctx.session.flush()
    return made


def mark(ctx: Context, enrolment_id: UUID, done: Mapping[str, date]) -> Enrolment:
    """Set which modules the company has completed, and when; the last of them completes the school."""
    made = enrolment(ctx, enrolment_id)
    wrong = [key for key, day in done.items() if key not in BY_KEY or day > ctx.today]
    if wrong:
        raise Invalid({f"module-{wrong[0]}": _("This day lies in the future.")})
    made.modules = {key: done[key].isoformat() for key in BY_KEY if key in done}
    if made.state in (EnrolmentState.PASSED, EnrolmentState.EXPIRED):
        return made
    made.state = EnrolmentState.STARTED if made.modules else EnrolmentState.ENROLLED
    made.started_on = min(done.values()) if done else None
    if len(made.modules) == len(MODULES):
        _complete(ctx, made, max(done.values()))
    return made


def course_completed(ctx: Context, organisation_id: UUID, module: str, on: date | None) -> bool:
    """Mark what a course of another plugin was; False where it is no module of the school."""
    key = module.strip().lower().replace("-", "_")
    if key not in BY_KEY:
        return False
    made = going(ctx, organisation_id) or enrol(ctx, {"organisation_id": organisation_id})
    done = {name: date.fromisoformat(day) for name, day in made.modules.items()}
    mark(ctx, made.id, done | {key: min(on or ctx.today, ctx.today)})
    return True


def expire(ctx: Context) -> int:
    """Mark completions that are too long ago; gives how many."""
    query = select(Enrolment).where(
        Enrolment.state == EnrolmentState.PASSED, col(Enrolment.valid_until) < ctx.today
    )
    rows = ctx.session.exec(query.limit(1000)).all()
    for row in rows:
        row.state = EnrolmentState.EXPIRED
    return len(rows)


def going(ctx: Context, organisation_id: UUID) -> Enrolment | None:
    """The company's way through the school that is not completed yet."""
    query = select(Enrolment).where(
        Enrolment.organisation_id == organisation_id,
        col(Enrolment.state).in_((EnrolmentState.ENROLLED, EnrolmentState.STARTED)),
    )
    return ctx.session.exec(query.limit(1)).first()


def enrolment(ctx: Context, enrolment_id: UUID) -> Enrolment:
    """The enrolment, or `NotFound`."""
    found = ctx.session.get(Enrolment, enrolment_id)
    if found is None:
        raise NotFound
    return found


def _complete(ctx: Context, made: Enrolment, on: date) -> None:
    months = ctx.plugin_settings(TenderingSettings).training_valid_months
    made.state, made.passed_on, made.valid_until = EnrolmentState.PASSED, on, months_after(on, months)
    company = ctx.organisations.get(made.organisation_id)
    code = company.municipality if company.country == "SE" else ""
    ctx.publish(TrainingCompleted(enrolment_id=made.id, organisation_id=company.id, municipality=code))
