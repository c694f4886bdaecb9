"""The protocols of disposal: what went, how many, by which rule, who decided; on a page and as files."""

from collections.abc import Sequence
from itertools import chain
from uuid import UUID

from sqlmodel import col, select

from utblick.access.queries import user_names
from utblick.context import Context
from utblick.errors import NotFound
from utblick.i18n import Msg, _
from utblick.i18n.format import format_date, format_datetime, format_number
from utblick.records.sentences import user_ref
from utblick.retention.models import Protocol
from utblick.retention.pages import PERMISSION, PLACE
from utblick.retention.rules import action_of, rules
from utblick.spreadsheets import csv_lines, neutral
from utblick.web.papers import Part, paper
from utblick.web.routing import Download, Page, get, page

_SHOWN = 200


@get(f"{PLACE}/protocols", permission=PERMISSION)
def show_protocols(ctx: Context) -> Page:
    """The protocols, the latest first."""
    found = _found(ctx)
    titles = _titles(ctx)
    return page(
        "retention/protocols.html",
        protocols=[(one, titles.get(one.rule, one.title), action_of(one.action)) for one in found],
    )


@get(f"{PLACE}/protocols/{{protocol_id:uuid}}", permission=PERMISSION)
def show_protocol(ctx: Context, *, protocol_id: UUID) -> Page:
    """One protocol."""
    one = _one(ctx, protocol_id)
    return page("retention/protocol.html", protocol=one, facts=_facts(ctx, one))


@get(f"{PLACE}/protocols/{{protocol_id:uuid}}/protocol.pdf", permission=PERMISSION, slow=True)
def download_protocol(ctx: Context, *, protocol_id: UUID) -> Download:
    """The protocol as it is filed."""
    one = _one(ctx, protocol_id)
    title = ctx.translate(_("Protocol of disposal"))
    made = paper(ctx, title, [Part(facts=_facts(ctx, one))], lead=ctx.translate(NAMES_NOBODY))
    return Download(f"utblick-{one.at:%Y-%m-%d}-{one.id}.pdf", made, "application/pdf")


@get(f"{PLACE}/protocols.csv", permission=PERMISSION)
def download_protocols(ctx: Context) -> Download:
    """All protocols as a table."""
    told = [_facts(ctx, one) for one in _found(ctx, most=100_000)]
    heads = [[name for name, _value in facts] for facts in told[:1]]
    rows = ([neutral(value) for _name, value in facts] for facts in told)
    name = f"utblick-protocols-{ctx.today.isoformat()}.csv"
    return Download(name, b"".join(csv_lines(chain(heads, rows))), "text/csv; charset=utf-8")


def _found(ctx: Context, *, most: int = _SHOWN) -> Sequence[Protocol]:
    return ctx.session.exec(select(Protocol).order_by(col(Protocol.at).desc()).limit(most)).all()


def _one(ctx: Context, protocol_id: UUID) -> Protocol:
    found = ctx.session.get(Protocol, protocol_id)
    if found is None:
        raise NotFound
    return found


def _titles(ctx: Context) -> dict[str, Msg]:
    return {rule.name: rule.declared.title for rule in rules(ctx)}


def _facts(ctx: Context, one: Protocol) -> list[tuple[str, str]]:
    """The protocol in words; it names no row and nobody in one, but it names who decided."""
    say, zone = ctx.translate, ctx.settings.municipality.zone
    days = [format_date(day, ctx.language, style="long") for day in (one.oldest_on, one.newest_on)]
    rule = say(_titles(ctx).get(one.rule, Msg(one.title)))
    pairs = [
        (_("When"), format_datetime(one.at, ctx.language, style="long", zone=zone)),
        (_("What sort"), rule),
        (_("What was done"), say(action_of(one.action).label)),
        (_("How many"), format_number(one.rows, ctx.language)),
        (_("Of these under a registry number"), format_number(one.registered, ctx.language)),
        (_("From the days"), " – ".join(dict.fromkeys(days))),
        (_("By the rule"), say(_("{rule}, after {n} months", rule=one.rule, n=one.months))),
        (_("How it was decided"), say(_BY_RULE if one.by_rule else _BY_HAND)),
        (_("Decision"), one.decision or "–"),
        (_("Who decided"), _who(ctx, one.decided_by)),
    ]
    return [(say(name), value) for name, value in pairs]


def _who(ctx: Context, mark: str) -> str:
    ref = user_ref(mark)
    named = user_names(ctx, [ref.id]) if ref is not None else {}
    return named.get(ref.id, mark) if ref is not None else ctx.translate(_("The system"))


NAMES_NOBODY = _(
    "The protocol says what went and on which decision. It names nobody of whom the records were."
)
_BY_RULE = _("By a rule that was approved to act by itself")
_BY_HAND = _("By a decision on these rows")
ROUTES = (show_protocols, show_protocol, download_protocol, download_protocols)
