"""What the plugin does by the clock."""

from utblick.api import Context, Job, Msg, _, daily, ngettext


def gadget(ctx: Context) -> Msg | None:
    """Do what is due; run twice, it finds nothing the second time."""
    n = 0
    return ngettext("{n} row was dealt with.", "{n} rows were dealt with.", n=n) if n else None


JOBS = (
    Job(
        name="gadget",
        title=_("Doodad"),
        schedule=daily(5),
        run=gadget,
    ),
)
