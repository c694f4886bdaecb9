"""What a contact left behind: open assignments that need somebody else at the university."""

from uuid import UUID

from utblick.api import Conflict, Context, NotFound, Page, Redirect, _, get, page, post, redirect
from utblick_university_node.permissions import READ, WRITE
from utblick_university_node.queries import institutions as queries
from utblick_university_node.service import assignments as service

HERE = "/university_node/handover"


@get(HERE, permission=READ)
def handover(ctx: Context) -> Page:
    """Open assignments whose contact has left, and who could take each."""
    left = queries.left_behind(ctx)
    active = queries.contacts(ctx)
    return page(
        "university_node/handover.html",
        rows=[
            (
                assignment,
                contact,
                [
                    (str(one.id), one.title)
                    for one in active
                    if one.institution_id == (assignment.institution_id or contact.institution_id)
                ],
            )
            for assignment, contact in left
        ],
        hosts=ctx.organisations.names([assignment.organisation_id for assignment, _contact in left]),
    )


@post("/university_node/assignments/{assignment_id:uuid}/hand-over", permission=WRITE)
def hand_over(ctx: Context, *, assignment_id: UUID) -> Redirect:
    """Give one assignment to another contact."""
    assert ctx.request is not None
    contact_id = ctx.request.form.uuid("contact_id")
    if contact_id is None:
        return redirect(HERE, _("Choose who takes over."), tone="bad")
    try:
        service.hand_over(ctx, assignment_id, contact_id)
    except (Conflict, NotFound) as refused:
        return redirect(HERE, refused.message, tone="bad")
    return redirect(HERE, _("The assignment has been handed over."))


ROUTES = (handover, hand_over)
