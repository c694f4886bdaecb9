"""Decisions on rows of the review list: disposed of now, with a protocol, or kept until a day."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from utblick.access.audit import audit
from utblick.context import Context
from utblick.declare import Disposal
from utblick.errors import Invalid, UtblickError
from utblick.i18n import _
from utblick.retention.disposing import dispose
from utblick.retention.finding import Found, due_rows
from utblick.retention.models import DueRow, DueState, Protocol
from utblick.retention.rules import Rule, rules

_REASON = 500


@dataclass(frozen=True, slots=True)
class Plan:
    """What a decision would do with the rows of one rule."""

    rule: Rule
    action: Disposal
    rows: tuple[DueRow, ...]

    @property
    def registered(self) -> int:
        return sum(row.registered for row in self.rows)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a decision did."""

    protocols: tuple[Protocol, ...]
    done: int
    refused: int


def plan(ctx: Context, ids: Sequence[UUID], action: str) -> list[Plan]:
    """The dry run: what would go, rule by rule. `action` is one for all, or empty for that of each rule.

    Raises `Invalid` where a rule does not allow what is asked for, or leaves it open.
    """
    chosen = chosen_rows(ctx, ids)
    known = {rule.name: rule for rule in rules(ctx)}
    by_rule: dict[str, list[DueRow]] = defaultdict(list)
    for row in chosen:
        by_rule[row.rule].append(row)
    found = []
    for name, rows in by_rule.items():
        rule = known.get(name)
        if rule is None:
            message = _("The plugin of a chosen row is off: nothing can be done with it now.")
            raise Invalid({"ids": message}, message)
        found.append(Plan(rule, _action(ctx, rule, action), tuple(rows)))
    return found


def carry_out(ctx: Context, plans: Sequence[Plan], *, decision: str, by_rule: bool = False) -> Outcome:
    """Dispose of the rows as planned; what cannot go stays on the list and says why.

    Rows under a registry number need the decision that lets public records be disposed of.
    """
    if len(decision) > 200:
        raise Invalid({"decision": _("At most {n} characters.", n=200)})
    if any(one.registered for one in plans) and not decision:
        raise Invalid(
            {
                "decision": _(
                    "Some of the rows are public records under a registry number. Name the disposal decision."
                )
            }
        )
    went = [(one, [_gone(ctx, one, row) for row in one.rows]) for one in plans]
    ctx.session.flush()
    protocols = []
    for one, answers in went:
        gone = [found for answer in answers for found in answer or ()]
        if gone:
            protocols.append(_protocol(ctx, one, gone, decision=decision, by_rule=by_rule))
    ctx.session.flush()
    every = [answer for _plan, answers in went for answer in answers]
    return Outcome(tuple(protocols), sum(len(one or ()) for one in every), every.count(None))


def keep(ctx: Context, ids: Sequence[UUID], *, until: date | None, reason: str) -> int:
    """Keep the rows until a day, with the reason; returns how many."""
    rows = chosen_rows(ctx, ids)
    said = " ".join(reason.split())
    problems = {}
    if until is None or until <= ctx.today:
        problems["until"] = _("Choose a day to come.")
    if not said or len(said) > _REASON:
        problems["reason"] = _("Say why, in at most {n} characters.", n=_REASON)
    if problems:
        raise Invalid(problems)
    for row in rows:
        row.state, row.keep_until, row.reason, row.refused = DueState.KEPT, until, said, ""
        row.decided_by, row.decided_at = ctx.actor.mark, ctx.now
        ctx.session.add(row)
        audit(ctx, "retention.kept", f"rule/{row.rule}", until=str(until))
    return len(rows)


def act_by_themselves(ctx: Context) -> Outcome:
    """Let the rules that may act by themselves do so; rows under a registry number wait for a decision."""
    plans = []
    for rule in rules(ctx):
        if rule.by_itself:
            mine = (col(DueRow.rule) == rule.name) & (col(DueRow.state) == DueState.OPEN)
            waiting = ctx.session.exec(select(DueRow).where(mine, col(DueRow.registered).is_(False))).all()
            if waiting:
                plans.append(Plan(rule, rule.action, tuple(waiting)))
    outcomes = [carry_out(ctx, [one], decision=one.rule.decision, by_rule=True) for one in plans]
    return Outcome(
        tuple(protocol for one in outcomes for protocol in one.protocols),
        sum(one.done for one in outcomes),
        sum(one.refused for one in outcomes),
    )


def chosen_rows(ctx: Context, ids: Sequence[UUID]) -> Sequence[DueRow]:
    """The lines of the list with these ids; raises `Invalid` when there are none."""
    found = ctx.session.exec(select(DueRow).where(col(DueRow.id).in_(ids)).order_by(col(DueRow.due_on))).all()
    if not found:
        message = _("Choose at least one row first.")
        raise Invalid({"ids": message}, message)
    return found


def _action(ctx: Context, rule: Rule, wanted: str) -> Disposal:
    action = wanted or rule.action
    if action not in rule.possible:
        message = _(
            "{rule}: choose one of the actions that the rule allows.", rule=ctx.translate(rule.declared.title)
        )
        raise Invalid({"action": message}, message)
    return Disposal(action)


def _gone(ctx: Context, planned: Plan, row: DueRow) -> list[Found] | None:
    """The row, which is disposed of now; nothing where it is not due any more; None where it must stay."""
    still = list(due_rows(ctx, planned.rule, only=[row.row_id]))
    try:
        for found in still:
            dispose(ctx, planned.rule, found.row_id, planned.action)
    except UtblickError as why:
        row.refused = ctx.translate(why.message)[:_REASON]
        ctx.session.add(row)
        return None
    ctx.session.delete(row)
    return still


def _protocol(
    ctx: Context, planned: Plan, gone: Sequence[Found], *, decision: str, by_rule: bool
) -> Protocol:
    rule = planned.rule
    made = Protocol(
        at=ctx.now,
        rule=rule.name,
        title=rule.declared.title.template[:200],
        action=planned.action,
        months=rule.months,
        rows=len(gone),
        registered=sum(row.registered for row in gone),
        oldest_on=min(row.since_on for row in gone),
        newest_on=max(row.since_on for row in gone),
        by_rule=by_rule,
        decision=decision.strip(),
        decided_by=rule.choice.changed_by if by_rule and rule.choice else ctx.actor.mark,
    )
    ctx.session.add(made)
    audit(ctx, "retention.disposed", f"rule/{rule.name}", rows=len(gone), done=str(planned.action))
    return made
