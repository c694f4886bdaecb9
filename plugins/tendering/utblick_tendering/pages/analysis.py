"""Who wins what here."""

from urllib.parse import urlencode

from utblick.api import Context, Download, Link, Page, Route, _, csv_lines, get, neutral, page
from utblick_tendering.permissions import READ
from utblick_tendering.queries import awards as queries

_SHOWN = 50
_HEAD = (
    _("Awarded on"),
    _("Winner"),
    _("Where"),
    _("Buyer"),
    _("CPV"),
    _("Price"),
    _("Currency"),
    _("Tenders received"),
)


@get("/tendering/analysis", permission=READ)
def analysis_page(ctx: Context) -> Page:
    """Winners, places, competition and prices, as charts and as a table; the filter stays in the address."""
    chosen = _chosen(ctx)
    found = queries.awards(ctx, chosen)
    cut = len(found) > queries.MOST
    found = found[: queries.MOST]
    places = queries.by_place(found)
    values = {"cpv": chosen.cpv, "buyer": chosen.buyer, "year": chosen.year or ""}
    return page(
        "tendering/bidding/analysis.html",
        rows=found[:_SHOWN],
        total=len(found),
        cut=cut,
        chosen=chosen,
        branches=queries.branches(ctx),
        years=[(str(year), str(year)) for year in queries.years(ctx)],
        winners=queries.winners(found),
        places=[(ctx.translate(queries.PLACES[place]), count) for place, count in places.items()],
        words=queries.PLACES,
        here=places[queries.HERE],
        competition=queries.by_competition(found),
        alone=queries.by_competition(found)[0][1],
        by_year=queries.by_year(found),
        series=[ctx.translate(queries.PLACES[queries.HERE]), ctx.translate(_("All others"))],
        prices=queries.prices(found, ctx.language),
        branch=lambda code: queries.branch_name(code, ctx.language) if code else "",
        file=f"/tendering/analysis.csv?{urlencode({name: said for name, said in values.items() if said})}",
    )


@get("/tendering/analysis.csv", permission=READ)
def analysis_file(ctx: Context) -> Download:
    """The awards of the filter as a file for a spreadsheet."""
    rows = [[ctx.translate(title) for title in _HEAD]]
    for one in queries.awards(ctx, _chosen(ctx))[: queries.MOST]:
        price = "" if one.price is None else str(one.price).replace(".", ",")
        cells = (
            one.on.isoformat() if one.on else "",
            one.winner,
            ctx.translate(queries.PLACES[one.place]),
            one.buyer,
            one.cpv,
            price,
            one.currency,
            "" if one.received is None else str(one.received),
        )
        rows.append([neutral(cell) for cell in cells])
    return Download("awards.csv", b"".join(csv_lines(rows)), media_type="text/csv; charset=utf-8")


def _chosen(ctx: Context) -> queries.Filter:
    assert ctx.request is not None
    asked = ctx.request.query
    cpv, year = asked.get("cpv", "")[:2], asked.get("year", "")
    return queries.Filter(
        cpv=cpv if len(cpv) == 2 and cpv.isascii() and cpv.isdigit() else "",
        buyer=asked.get("buyer", "").strip()[:200],
        year=int(year) if len(year) == 4 and year.isascii() and year.isdigit() and year > "1900" else None,
    )


LINKS = (Link(title=_("Who wins here"), url="/tendering/analysis", icon="trophy", permission=READ, order=50),)
ROUTES: tuple[Route, ...] = (analysis_page, analysis_file)
