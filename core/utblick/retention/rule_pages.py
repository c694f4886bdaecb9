"""Pages of the rules: what plugins declare, what holds here, and changing it within what is allowed."""

from utblick.context import Context
from utblick.declare import Disposal
from utblick.errors import Invalid
from utblick.i18n import Msg, _
from utblick.retention.pages import PERMISSION, PLACE
from utblick.retention.rules import ACTIONS, Rule, action_of, choose, rule_named, rules
from utblick.web.routing import Page, Redirect, get, page, post, redirect


@get(f"{PLACE}/rules", permission=PERMISSION)
def show_rules(ctx: Context) -> Page:
    """Every rule: whose it is, how long, what happens then, and whether it acts by itself."""
    titles = {plugin.name: plugin.card.title for plugin in ctx.platform.registry.plugins}
    return page(
        "retention/rules.html",
        rules=[(titles[rule.plugin], rule, action_of(rule.action)) for rule in rules(ctx)],
    )


@get(f"{PLACE}/rules/{{name:str}}", permission=PERMISSION)
def show_rule(ctx: Context, *, name: str) -> Page:
    """One rule, and the form by which it is changed."""
    return _page(ctx, rule_named(ctx, name), {})


@post(f"{PLACE}/rules/{{name:str}}", permission=PERMISSION)
def change_rule(ctx: Context, *, name: str) -> Page | Redirect:
    """Choose what holds here."""
    assert ctx.request is not None
    form = ctx.request.form
    months = form.get("months", "").strip()
    try:
        choose(
            ctx,
            name,
            months=int(months) if months.isascii() and months.isdigit() and len(months) < 6 else -1,
            action=form.get("action", ""),
            by_itself="by_itself" in form,
            decision=form.get("decision", ""),
        )
    except Invalid as refused:
        return _page(ctx, rule_named(ctx, name), refused.by_field)
    return redirect(f"{PLACE}/rules", _("The rule is changed. It holds from the next look at what is due."))


def _page(ctx: Context, rule: Rule, problems: dict[str, Msg]) -> Page:
    form = ctx.request.form if ctx.request and problems else {}
    allowed = (*rule.declared.allows, Disposal.REVIEW)
    return page(
        "retention/rule.html",
        status=422 if problems else 200,
        rule=rule,
        actions=[(one.value, one.label) for one in ACTIONS if one.value in allowed],
        problems=problems,
        months=form.get("months", rule.months),
        action=form.get("action", str(rule.action)),
        by_itself=("by_itself" in form) if form else rule.by_itself,
        decision=form.get("decision", rule.decision),
    )


ROUTES = (show_rules, show_rule, change_rule)
