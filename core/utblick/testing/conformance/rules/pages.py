"""C08 and C09: every page renders whatever there is to show, at the same cost, as HTML for everybody."""

from collections.abc import Iterator

from utblick.declare import Panel, Slot
from utblick.testing.conformance.rule import Finding, Rule
from utblick.testing.conformance.subject import Subject
from utblick.testing.conformance.subject.addresses import Address
from utblick.testing.conformance.subject.browser import look_at
from utblick.testing.conformance.subject.markup import wrong_in
from utblick.testing.conformance.subject.sources import place_in, place_of, said
from utblick.testing.conformance.subject.walk import Visit

ONE, SOME = 1, 3


def rendered(subject: Subject) -> Iterator[Finding]:
    """Every page with 0, 1 and 3 rows, and as many statements for 3 as for 1."""
    walk = subject.walk
    yield from subject.unfilled.values()
    for path, route in walk.unreached.items():
        yield Finding(
            place_of(route.perform),
            f"No address of {path} could be made, so it was not visited.",
            "Give `addresses(ctx)` in tests/conformance_seed.py: the path as declared, and one to ask.",
        )
    for visit in walk.visits:
        if visit.status >= 400 or visit.is_failed_box:
            error = visit.error
            said_by = f": {said(error)}" if error else ""
            yield Finding(
                place_in(error, subject.folder) if error else where(subject, visit.address),
                f"{visit.address.url} {_answer(visit)} with {_rows(visit.rows)}{said_by}.",
                "Let the page work with any number of rows.",
            )
    costs = {(visit.address.key, visit.rows): visit for visit in walk.visits if visit.status < 300}
    for (key, rows), visit in costs.items():
        if rows == ONE and (key, SOME) in costs:
            yield from _dearer(subject, visit, costs[key, SOME])


def valid(subject: Subject) -> Iterator[Finding]:
    """HTML that is sound, and pages in which axe finds nothing."""
    pages = [visit for visit in subject.walk.visits if visit.is_html]
    told = set[tuple[str, str]]()
    for visit in pages:
        for line, wrong in wrong_in(visit.text, whole=visit.address.panel is None):
            if (visit.address.key, wrong) not in told:
                told.add((visit.address.key, wrong))
                yield Finding(
                    f"{visit.address.url} line {line}",
                    f"{wrong}.",
                    f"Mend the template of {where(subject, visit.address)}.",
                )
    yield from look_at(subject, dict(_for_axe(subject, [one.address for one in pages if one.rows == SOME])))


def _for_axe(subject: Subject, addresses: list[Address]) -> Iterator[tuple[str, str]]:
    """Where each page to look at is drawn: the plugin's own, the pages around its boxes, and of those that
    the core draws for record types one of each sort.
    """
    sorts = set[str]()
    for address in addresses:
        if address.panel is not None:
            around, _slash, party = address.url.partition(f"/panels/{address.panel.name}")[2].partition("/")
            yield _page_with(subject, address.panel) + around + party, where(subject, address)
        elif address.record is None:
            yield address.url, where(subject, address)
        elif (sort := _sort(address)) not in sorts:
            sorts.add(sort)
            yield address.url, where(subject, address)


def _page_with(subject: Subject, panel: Panel) -> str:
    """The page on which a box stands, up to the id of whom or what it is about."""
    own = {f"{subject.name}/{one.kind}": subject.plugin.path(one) for one in subject.plugin.records}
    if panel.record in own:
        return f"{own[panel.record]}/"
    return {Slot.ORGANISATION: "/organisations/", Slot.PERSON: "/people/"}.get(panel.slot, "/")


def _sort(address: Address) -> str:
    assert address.record is not None
    rest = address.key.partition(f"/{address.record.path}")[2]
    return "move" if "/do/" in rest else rest


def _dearer(subject: Subject, one: Visit, some: Visit) -> Iterator[Finding]:
    more = some.statements - one.statements
    if some.statements.total() > one.statements.total():
        statement, times = more.most_common(1)[0]
        yield Finding(
            where(subject, one.address),
            f"{one.address.url} costs {one.statements.total()} statements with 1 row and "
            f"{some.statements.total()} with 3; {times} more of: {statement[:160]}.",
            "Ask once for all rows, with `in_`, instead of once for each.",
        )


def where(subject: Subject, address: Address) -> str:
    """The function of the plugin that draws a page; the record type, where the core draws it."""
    if address.panel is not None:
        return place_of(address.panel.load)
    if address.record is not None:
        return subject.sources.literal(address.record.path)
    return place_of(address.route.perform) if address.route is not None else address.url


def _answer(visit: Visit) -> str:
    return "shows that it failed" if visit.is_failed_box else f"answers {visit.status}"


def _rows(count: int) -> str:
    return "1 row of each kind" if count == 1 else f"{count or 'no'} rows of each kind"


_NEEDS_TABLES = ("C01", "C04")
C08 = Rule(
    "C08",
    "Every page renders with no row, one row and three, with as many statements for three as for one.",
    rendered,
    after=_NEEDS_TABLES,
)
C09 = Rule("C09", "Its pages are valid HTML, and axe finds nothing in them.", valid, after=_NEEDS_TABLES)
