"""What people answer by their own links: to a match, and how good a delivered assignment was."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from utblick.api import (
    Conflict,
    Context,
    Gone,
    Invalid,
    Msg,
    NotFound,
    Page,
    Redirect,
    _,
    choice_label,
    choice_options,
    format_date,
    get,
    page,
    page_text,
    post,
    redirect,
    unseen,
)
from utblick_university_node.choices.people import DECLINE_REASONS
from utblick_university_node.choices.reasons import said
from utblick_university_node.choices.work import ASSIGNMENT_KINDS, LEVELS
from utblick_university_node.models import Assignment, KeyLink, Match
from utblick_university_node.pages.closed import closed
from utblick_university_node.queries import agreements, assignments, institutions, students
from utblick_university_node.records.agreements import SCORES
from utblick_university_node.service import links, matches, verdicts


class MatchAnswer(BaseModel):
    """Yes or no, and why not."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True, extra="ignore")

    answer: Literal["yes", "no"]
    reason: str = Field(default="", pattern="^(|" + "|".join(one.value for one in DECLINE_REASONS) + ")$")
    comment: str = Field(default="", max_length=1000)


class GradeAnswer(BaseModel):
    """A grade from 1 to 5, and a comment."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True, extra="ignore")

    score: Literal["1", "2", "3", "4", "5"]
    comment: str = Field(default="", max_length=2000)


@get("/university_node/answer/{token:str}", public=True)
def answer_page(ctx: Context, *, token: str) -> Page:
    """What is proposed, and the form to say yes or no; looking uses nothing up."""
    try:
        link = links.open_link(ctx, token, links.ANSWER)
        return _answer_form(ctx, link, students.match(ctx, link.record_id), {})
    except (NotFound, Gone, Conflict) as why:
        return closed(why)


@post("/university_node/answer/{token:str}", public=True, max_body=50_000)
def take_answer(ctx: Context, *, token: str) -> Page | Redirect:
    """Take a party's answer once."""
    assert ctx.request is not None
    try:
        link = links.open_link(ctx, token, links.ANSWER, to_answer=True)
        given = ctx.request.bind(MatchAnswer)
        matches.answer_by_link(
            ctx, link, accepts=given.answer == "yes", reason=given.reason, comment=given.comment
        )
    except (NotFound, Gone, Conflict) as why:
        return closed(why)
    except Invalid as refused:
        match = students.match(ctx, link.record_id)
        return _answer_form(ctx, link, match, dict(ctx.request.form), refused.by_field)
    return redirect(f"/university_node/thanks?for={given.answer}&language={ctx.language}")


@get("/university_node/grade/{token:str}", public=True)
def grade_page(ctx: Context, *, token: str) -> Page:
    """The short survey of one perspective."""
    try:
        link = links.open_link(ctx, token, links.GRADE)
    except (NotFound, Gone, Conflict) as why:
        return closed(why)
    return _grade_form(ctx, link, {})


@post("/university_node/grade/{token:str}", public=True, max_body=50_000)
def take_grade(ctx: Context, *, token: str) -> Page | Redirect:
    """Take the grade once."""
    assert ctx.request is not None
    try:
        link = links.open_link(ctx, token, links.GRADE, to_answer=True)
        verdicts.grade_by_link(ctx, link, ctx.request.bind(GradeAnswer).model_dump())
    except (NotFound, Gone, Conflict) as why:
        return closed(why)
    except Invalid as refused:
        return _grade_form(ctx, link, dict(ctx.request.form), refused.by_field)
    return redirect(f"/university_node/thanks?for=grade&language={ctx.language}")


@get("/university_node/thanks", public=True)
def thanks(ctx: Context) -> Page:
    """What follows from the answer that was just given."""
    assert ctx.request is not None
    asked = ctx.request.query.get("for", "")
    known = asked if asked in ("yes", "no", "grade", "interest", "gone", "kept") else "yes"
    thanked = page_text(ctx, "university_node/page/interest") if known == "interest" else ()
    return unseen(page("university_node/public/thanks.html", about=known, said=thanked))


def _answer_form(
    ctx: Context, link: KeyLink, match: Match, values: dict[str, Any], problems: dict[str, Msg] | None = None
) -> Page:
    assignment = assignments.assignment(ctx, match.assignment_id)
    student = students.student(ctx, match.student_id) if match.student_id else None
    made = page(
        "university_node/public/answer.html",
        status=422 if problems else 200,
        party=link.party,
        title=title_of(ctx, assignment),
        told=facts_of(ctx, assignment),
        text=text_of(ctx, assignment),
        student=student.title if student else "",
        student_name=matches.name_of_student(ctx, student) if link.party == "school" else "",
        words=match.words,
        reasons=said(ctx, match.reasons),
        values=values,
        problems=problems or {},
        why=choice_options(ctx, DECLINE_REASONS),
        until=match.answer_by,
    )
    return unseen(made)


def _grade_form(
    ctx: Context, link: KeyLink, values: dict[str, Any], problems: dict[str, Msg] | None = None
) -> Page:
    verdict = agreements.verdict(ctx, link.record_id)
    assignment = assignments.assignment(ctx, verdict.assignment_id)
    made = page(
        "university_node/public/grade.html",
        status=422 if problems else 200,
        title=title_of(ctx, assignment),
        told=facts_of(ctx, assignment),
        values=values,
        problems=problems or {},
        scores=choice_options(ctx, SCORES),
        until=link.expires_at,
    )
    return unseen(made)


def title_of(ctx: Context, assignment: Assignment) -> str:
    """The title in the reader's language, where there is one."""
    return assignment.title_en if ctx.language == "en" and assignment.title_en else assignment.title


def text_of(ctx: Context, assignment: Assignment) -> str:
    """The description in the reader's language, where there is one."""
    english = ctx.language == "en" and assignment.description_en
    return assignment.description_en if english else assignment.description


def facts_of(ctx: Context, assignment: Assignment) -> list[tuple[Msg, object]]:
    """What strangers may know of an assignment: host, kind, university, extent and days."""
    host = ctx.organisations.get(assignment.organisation_id).name
    school = institutions.names(ctx).get(assignment.institution_id, "") if assignment.institution_id else ""
    found: list[tuple[Msg, object]] = [
        (_("Host"), f"{host}, {assignment.unit}" if assignment.unit else host),
        (_("Kind"), choice_label(ASSIGNMENT_KINDS, assignment.kind)),
    ]
    if school:
        found.append((_("University"), school))
    if assignment.level:
        found.append((_("Level"), choice_label(LEVELS, assignment.level)))
    if assignment.credits:
        found.append((_("Extent"), _extent(assignment)))
    if assignment.starts_on:
        found.append((_("Begins"), format_date(assignment.starts_on, ctx.language, style="long")))
    return found


def _extent(assignment: Assignment) -> Msg:
    if not assignment.weeks:
        return _("{credits} credits", credits=assignment.credits)
    return _("{credits} credits, {weeks} weeks", credits=assignment.credits, weeks=assignment.weeks)


ROUTES = (answer_page, take_answer, grade_page, take_grade, thanks)
