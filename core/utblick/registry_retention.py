"""Whether a plugin's rules of retention can be followed: their columns are there, their bounds make sense."""

from collections import Counter
from typing import TYPE_CHECKING

from utblick.declare import Disposal, RetentionRule
from utblick.errors import Misconfigured
from utblick.i18n import Msg, _

if TYPE_CHECKING:
    from utblick.registry import LoadedPlugin


def check_rules(plugin: "LoadedPlugin") -> None:
    """Raise `Misconfigured` with one sentence about the first rule that cannot be followed."""
    rules = plugin.personal_data.rules if plugin.personal_data else ()
    counted = Counter(rule.name for rule in rules)
    for rule in rules:
        wrong = _wrong(plugin.name, rule)
        if counted[rule.name] > 1:
            wrong = _("the name is given twice")
        if wrong is not None:
            raise Misconfigured(
                _(
                    "{plugin}: {hook}: the rule of retention {name} cannot be followed: {why}.",
                    plugin=plugin.name,
                    hook="register_personal_data",
                    name=rule.name,
                    why=wrong,
                )
            )


def _wrong(plugin: str, rule: RetentionRule) -> Msg | None:
    columns = set(rule.model.model_fields)
    table = str(rule.model.__tablename__)
    if not table.startswith(f"{plugin}_"):
        return _("the table {name} belongs to another", name=table)
    missing = {"id", rule.since, *rule.empties, *(one.field for one in rule.only)} - columns
    if missing:
        return _("its table has no column {name}", name=min(missing))
    most = rule.months if rule.most is None else rule.most
    if not 0 <= rule.least <= rule.months <= most:
        return _("its months lie outside of what it allows")
    if rule.action not in (*rule.allows, Disposal.REVIEW):
        return _("it does not allow its own action")
    if Disposal.ANONYMISE in rule.allows and not rule.empties and rule.perform is None:
        return _("it names no columns to be emptied")
    return None
