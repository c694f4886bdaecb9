"""The rules of retention: as plugins declare them, and as the municipality has chosen within that."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import select

from utblick.access.audit import audit
from utblick.context import Context
from utblick.declare import Choice, Disposal, RecordType, RetentionRule
from utblick.errors import Invalid, NotFound
from utblick.i18n import Msg, _
from utblick.records.table_titles import record_of
from utblick.retention.models import RetentionChoice

ACTIONS = (
    Choice(value=Disposal.DISPOSE, label=_("Dispose of"), tone="bad"),
    Choice(value=Disposal.ANONYMISE, label=_("Anonymise"), tone="warn"),
    Choice(value=Disposal.REVIEW, label=_("Review"), tone="info"),
)
LONGEST = 1200
"""So many months are a hundred years: longer is for ever."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A declared rule with what holds for it here and now."""

    declared: RetentionRule
    plugin: str
    months: int
    action: Disposal
    by_itself: bool = False
    decision: str = ""
    choice: RetentionChoice | None = None

    @property
    def name(self) -> str:
        return self.declared.name

    @property
    def possible(self) -> tuple[Disposal, ...]:
        """What an officer may do with a row of this rule."""
        return tuple(one for one in self.declared.allows if one is not Disposal.REVIEW)


def rules(ctx: Context) -> list[Rule]:
    """Every rule of every enabled plugin, in the order of the configuration."""
    chosen = {one.rule: one for one in ctx.session.exec(select(RetentionChoice))}
    found = []
    for plugin in ctx.platform.registry.plugins:
        if plugin.personal_data is not None:
            found += [_rule(plugin.name, one, chosen.get(one.name)) for one in plugin.personal_data.rules]
    return found


def rule_named(ctx: Context, name: str) -> Rule:
    """The rule; raises `NotFound`."""
    for rule in rules(ctx):
        if rule.name == name:
            return rule
    raise NotFound(_("There is no such rule. Its plugin may be off."))


def record_type(ctx: Context, rule: Rule) -> RecordType | None:
    """The kind of record that the rule is about, where its rows are records."""
    return record_of(ctx, str(rule.declared.model.__tablename__))


def action_of(name: str) -> Choice:
    """The words for an action."""
    return next(choice for choice in ACTIONS if choice.value == name)


def choose(ctx: Context, name: str, *, months: int, action: str, by_itself: bool, decision: str) -> Rule:
    """Change a rule within what its plugin allows; raises `Invalid` for what lies outside."""
    rule = rule_named(ctx, name)
    problems = _problems(rule, months=months, action=action, by_itself=by_itself, decision=decision.strip())
    if problems:
        raise Invalid(problems)
    row = rule.choice or RetentionChoice(rule=name, months=months, action=action, changed_at=ctx.now)
    before = {"months": rule.months, "action": rule.action, "by_itself": rule.by_itself}
    row.months, row.action, row.by_itself = months, action, by_itself
    row.decision = decision.strip()
    row.changed_by, row.changed_at = ctx.actor.mark, ctx.now
    ctx.session.add(row)
    ctx.session.flush()
    after = {"months": months, "action": action, "by_itself": by_itself}
    audit(ctx, "retention.rule_changed", f"rule/{name}", before=_listed(before), after=_listed(after))
    return rule_named(ctx, name)


def _rule(plugin: str, declared: RetentionRule, row: RetentionChoice | None) -> Rule:
    """What was chosen holds only as far as the plugin still allows it: a newer version may allow less."""
    if row is None:
        return Rule(declared, plugin, declared.months, declared.action)
    months = max(row.months, declared.least)
    months = months if declared.most is None else min(months, declared.most)
    may = row.action in (*declared.allows, Disposal.REVIEW)
    action = Disposal(row.action) if may else Disposal.REVIEW
    acts = row.by_itself and action is not Disposal.REVIEW
    return Rule(declared, plugin, months, action, acts, row.decision, row)


def _problems(rule: Rule, *, months: int, action: str, by_itself: bool, decision: str) -> dict[str, Msg]:
    found: dict[str, Msg] = {}
    most = LONGEST if rule.declared.most is None else rule.declared.most
    if not rule.declared.least <= months <= most:
        found["months"] = _("Choose from {least} to {most} months.", least=rule.declared.least, most=most)
    if action not in (*rule.declared.allows, Disposal.REVIEW):
        found["action"] = _("Choose one of the values in the list.")
    if by_itself and action == Disposal.REVIEW:
        found["by_itself"] = _("A rule that only asks for a review cannot act by itself.")
    if by_itself and not decision:
        found["decision"] = _("Name the decision that lets the rule act by itself.")
    if len(decision) > 200:
        found["decision"] = _("At most {n} characters.", n=200)
    return found


def _listed(values: dict[str, object]) -> Sequence[str]:
    return [f"{name}: {value}" for name, value in values.items()]
