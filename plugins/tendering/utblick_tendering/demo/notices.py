"""Made-up notices for an installation to look at: every buyer is invented and says so; one is ours."""

from datetime import timedelta
from decimal import Decimal

from utblick.api import Context
from utblick_tendering.models import Watch
from utblick_tendering.reading import Change, Lot, Money, Notice, Organisation, Result
from utblick_tendering.service.notices import keep

_CALLS = (
    ("Exempel: skolmöbler till grundskolor", "Påhittade kommunen", "39160000", "supplies", 2_400_000, 12),
    ("Exempel: snöröjning av gångvägar", "Exempelby kommun", "90620000", "services", 1_100_000, 5),
    ("Exempel: ombyggnad av förskola", "Exempelby kommun", "45214100", "works", 38_000_000, 31),
    ("Exempel: närproducerat till skolkök", "Påhittade regionen", "15000000", "supplies", 6_200_000, 20),
    ("Exempel: översättning och tolkning", "Påhittade regionen", "79540000", "services", None, 9),
    ("Exempel: limträ till gångbro", "Exempelstad", "44191000", "supplies", 900_000, 26),
    ("Exempel: målning av kommunhus", "Påhittade kommunen", "45442100", "works", 750_000, 15),
    ("Exempel: systemstöd för bokning", "Exempelstad", "48000000", "services", 1_800_000, 40),
    ("Exempel: nya plåttak på hyreshus", "Exempel Bostäder AB", "45261000", "works", 1_650_000, 18),
)
"""What is bought, by whom, CPV code, nature, worth in kronor, days to the deadline; the last by ourselves."""


def load(ctx: Context) -> None:
    """Add open notices, one that was changed, one that was cancelled, one that was won, and a watch."""
    if keep(ctx, _call(ctx, 0)).outcome != "new":
        return
    for number in range(1, len(_CALLS)):
        keep(ctx, _call(ctx, number))
    changed = _call(ctx, 1, version="02", days=7)
    keep(ctx, changed)
    cancel = _call(ctx, 7, notice_id="demo-7-cancel", change=Change("demo-7-1", "cancel"))
    keep(ctx, cancel)
    winner = Organisation(id="ORG-9", name={"SWE": "Påhittat Måleri AB"}, country="SWE", size="micro")
    won = Result(
        code="selec-w",
        lot="LOT-0001",
        winners=(winner,),
        tenders=(Money(Decimal(712_000), "SEK"),),
        received=4,
    )
    keep(ctx, _call(ctx, 6, notice_id="demo-6-result", form_type="result", lots=(), results=(won,)))
    ctx.session.add(Watch(title="Exempel: byggarbeten i länet", cpv=["45000000"], nuts=["SE313"]))


def _call(ctx: Context, number: int, *, days: int = 0, **more: object) -> Notice:
    title, buyer, cpv, nature, value, ends_in = _CALLS[number]
    known = ctx.organisations.find(name=buyer)
    deadline = (ctx.now + timedelta(days=ends_in + days)).date().isoformat() + "T23:59:00+01:00"
    lot = Lot(
        id="LOT-0001",
        title={"SWE": title},
        cpv=(cpv,),
        nuts=("SE313",),
        nature=nature,
        value=Money(Decimal(value), "SEK") if value else None,
        deadline_tender=deadline,
        suits_small_firms=True,
    )
    given = {
        "document": "ContractNotice",
        "notice_id": f"demo-{number}",
        "version": "01",
        "procedure_id": f"demo-procedure-{number}",
        "form_type": "competition",
        "languages": ("SWE",),
        "published": (ctx.now - timedelta(days=number)).date().isoformat(),
        "title": {"SWE": title},
        "buyers": (
            Organisation(
                id="ORG-1", name={"SWE": buyer}, country="SWE", identifier=known.orgnr if known else None
            ),
        ),
        "nature": nature,
        "procedure_type": "open",
        "cpv": (cpv,),
        "nuts": ("SE313",),
        "lots": (lot,),
    }
    return Notice(**{**given, **more})  # type: ignore[arg-type]
