"""A student's own page, by a link: see what is held, take it along, withdraw the consent."""

import json

from utblick.api import (
    Context,
    Download,
    Gone,
    NotFound,
    Page,
    Redirect,
    _,
    choice_label,
    get,
    page,
    post,
    redirect,
    unseen,
)
from utblick_university_node.choices.people import MATCH_STATES
from utblick_university_node.models import Student
from utblick_university_node.pages.closed import closed
from utblick_university_node.queries import students as queries
from utblick_university_node.service import links, students


@get("/university_node/my-data/{token:str}", public=True)
def my_data(ctx: Context, *, token: str) -> Page:
    """What is held about the student, in words."""
    try:
        student = _student(ctx, token)
    except (NotFound, Gone) as why:
        return closed(why)
    person = ctx.people.get(student.person_id) if student.person_id else None
    made = page(
        "university_node/public/my_data.html",
        here=f"/university_node/my-data/{token}",
        person=person,
        student=student,
        matches=[
            (one, choice_label(MATCH_STATES, one.state))
            for one in queries.matches_of_student(ctx, student.id)
        ],
    )
    return unseen(made)


@get("/university_node/my-data/{token:str}/data.json", public=True)
def take_along(ctx: Context, *, token: str) -> Page | Download:
    """The same as a file."""
    try:
        student = _student(ctx, token)
    except (NotFound, Gone) as why:
        return closed(why)
    content = json.dumps(students.held_about(ctx, student), ensure_ascii=False, indent=2).encode()
    return Download("my-data.json", content, media_type="application/json")


@post("/university_node/my-data/{token:str}", public=True, max_body=10_000)
def withdraw(ctx: Context, *, token: str) -> Page | Redirect:
    """Withdraw the consent: everything is erased that need not be kept."""
    try:
        gone = students.withdraw_by_link(ctx, token)
    except (NotFound, Gone) as why:
        return closed(why)
    return redirect(f"/university_node/thanks?for={'gone' if gone else 'kept'}&language={ctx.language}")


def _student(ctx: Context, token: str) -> Student:
    link = links.open_link(ctx, token, links.SELF)
    student = ctx.session.get(Student, link.record_id)
    if student is None:
        raise NotFound(_("Nothing is held about you here any more."))
    return student


ROUTES = (my_data, take_along, withdraw)
