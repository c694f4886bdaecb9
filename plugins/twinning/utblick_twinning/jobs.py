"""What twin towns do by the clock."""

from utblick.api import Context, Job, Msg, _, daily, ngettext
from utblick_twinning.service import counting, forgetting


def reckon(ctx: Context) -> Msg | None:
    """Let proofs grow old, and health with them."""
    n = counting.reckon_all(ctx)
    return (
        ngettext("{n} town began or ceased to count.", "{n} towns began or ceased to count.", n=n)
        if n
        else None
    )


def lapse(ctx: Context) -> Msg | None:
    """Tell of ties that nobody has kept up."""
    n = counting.note_lapsed(ctx)
    return ngettext("{n} tie has lapsed.", "{n} ties have lapsed.", n=n) if n else None


def renew(ctx: Context) -> Msg | None:
    """Put up agreements that expire."""
    n = forgetting.put_up_renewals(ctx)
    return (
        ngettext("{n} agreement was put up for renewal.", "{n} agreements were put up for renewal.", n=n)
        if n
        else None
    )


def forget(ctx: Context) -> Msg | None:
    """Empty the names of participants whose time has passed."""
    n = forgetting.forget_delegates(ctx)
    return (
        ngettext(
            "The name of {n} participant was emptied.", "The names of {n} participants were emptied.", n=n
        )
        if n
        else None
    )


JOBS = (
    Job(
        name="reckon", title=_("See which towns count, and how ties feel"), schedule=daily(2, 10), run=reckon
    ),
    Job(name="lapse", title=_("Tell of ties that have lapsed"), schedule=daily(2, 30), run=lapse),
    Job(name="renew", title=_("Put up agreements that expire soon"), schedule=daily(5, 40), run=renew),
    Job(
        name="forget",
        title=_("Empty the names of participants"),
        schedule=daily(3, 20),
        run=forget,
        in_steps=True,
    ),
)
