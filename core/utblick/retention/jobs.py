"""The nightly look at what is due: the list is filled, and rules that may do so act by themselves."""

from utblick.context import Context
from utblick.i18n import Msg, _
from utblick.retention.deciding import act_by_themselves
from utblick.retention.finding import fill_list


def look(ctx: Context) -> Msg:
    """Fill the review list, then dispose of what approved rules may dispose of without anybody looking."""
    new = fill_list(ctx)
    outcome = act_by_themselves(ctx)
    return _(
        "{new} rows are new on the review list. {done} were disposed of by approved rules.",
        new=new,
        done=outcome.done,
    )
