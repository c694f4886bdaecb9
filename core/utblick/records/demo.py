"""What a member of staff of the demonstration has to do, and has written: tasks and a comment."""

from datetime import timedelta

from sqlmodel import select

from utblick.context import Context, Ref
from utblick.identity.models import Organisation
from utblick.records.models import Comment
from utblick.records.tasks import add_task
from utblick.registry import CORE

TASKS = (
    (-2, "Skicka underlaget inför mässan i Hamburg", "Exempel Såg AB"),
    (0, "Ringa om språkhjälp på tyska", "Exempel Trähus AB"),
    (3, "Boka lokal till seminariet om tullregler", ""),
    (6, "Påminn om bekräftelsen av avtalet", "Exempel Plåt AB"),
)
COMMENT = ("Exempel Trähus AB", "Vill träffa arkitekten i Riga före jul. Vi hjälper till med tolk.")


def load(ctx: Context) -> None:
    """Give the coordinator a week of work."""
    ids = dict(ctx.session.exec(select(Organisation.name, Organisation.id)).all())
    for days, title, company in TASKS:
        about = Ref(CORE, "organisation", ids[company]) if company in ids else None
        add_task(
            ctx,
            title,
            about=about,
            due_on=ctx.today + timedelta(days=days),
            owner_id=ctx.actor.id,
        )
    company, text = COMMENT
    if company in ids and ctx.actor.id is not None:
        ctx.session.add(
            Comment(
                plugin=CORE,
                kind="organisation",
                record_id=ids[company],
                text=text,
                author_id=ctx.actor.id,
                created_at=ctx.now - timedelta(days=1),
            )
        )
