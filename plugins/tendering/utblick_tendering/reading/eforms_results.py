"""Who won what in an eForms result: lot result → tender → tendering party → organisation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from utblick_tendering.reading.elements import amount_at, kids, name_of, text_at
from utblick_tendering.reading.notice import Money, Organisation, Result
from utblick_tendering.reading.values import day, money, plain, whole

SELECTED = "selec-w"
PIECES = frozenset(
    {"GroupFramework", "LotResult", "LotTender", "SettledContract", "TenderingParty", "TotalAmount"}
)


@dataclass(frozen=True, slots=True)
class _LotResult:
    """What is told of one lot, with the keys of its tenders and contracts."""

    code: str | None
    lot: str | None
    reason: str | None
    tenders: Sequence[str]
    contracts: Sequence[str]
    received: int | None


class Results:
    """The pieces of a result, kept as plain values until all of them have come by."""

    def __init__(self) -> None:
        self.total: Money | None = None
        self._lots: list[_LotResult] = []
        self._tenders: dict[str, tuple[str | None, Money | None]] = {}
        self._parties: dict[str, list[str]] = {}
        self._decided: dict[str, str | None] = {}

    def take(self, name: str, element: "etree._Element") -> bool:
        """Read an element if it is a piece of a result; whether it was, and may be emptied."""
        parent = element.getparent()
        if parent is None or name_of(parent) != "NoticeResult":
            return False
        if name == "TotalAmount":
            self.total = money(element.text, element.get("currencyID"))
        elif name == "LotResult":
            self._lots.append(_lot_result(element))
        elif name == "LotTender":
            self._take_tender(element)
        elif name == "SettledContract":
            decided = day(text_at(element, "AwardDate")) or day(text_at(element, "IssueDate"))
            self._decided[plain(text_at(element, "ID")) or ""] = decided
        elif name == "TenderingParty":
            members = [plain(text_at(one, "ID")) for one in kids(element, "Tenderer")]
            self._parties[plain(text_at(element, "ID")) or ""] = [one for one in members if one]
        return True

    def all(self, organisations: Mapping[str, Organisation]) -> tuple[Result, ...]:
        """The results lot by lot, with their winners where there are any."""
        made = []
        for one in self._lots:
            chosen = [self._tenders[key] for key in one.tenders if key in self._tenders]
            keys = [member for party, _value in chosen for member in self._parties.get(party or "", [])]
            won = one.code == SELECTED
            days = [on for key in one.contracts if (on := self._decided.get(key))]
            winners = [organisations[key] for key in dict.fromkeys(keys) if won and key in organisations]
            values = [value for _party, value in chosen if won and value is not None]
            made.append(
                Result(
                    code=one.code,
                    lot=one.lot,
                    reason=one.reason,
                    winners=tuple(winners),
                    tenders=tuple(values),
                    received=one.received,
                    decided=min(days, default=None),
                )
            )
        return tuple(made)

    def _take_tender(self, element: "etree._Element") -> None:
        value = amount_at(element, "LegalMonetaryTotal/PayableAmount")
        key = plain(text_at(element, "ID"))
        if key:
            self._tenders[key] = (plain(text_at(element, "TenderingParty/ID")), value)


def _lot_result(element: "etree._Element") -> _LotResult:
    """BT-142 with its lot, BT-144, the chosen tenders, the contracts, and BT-759 for received tenders."""
    received = None
    for statistics in kids(element, "ReceivedSubmissionsStatistics"):
        if plain(text_at(statistics, "StatisticsCode")) == "tenders":
            received = whole(text_at(statistics, "StatisticsNumeric"))
    return _LotResult(
        code=plain(text_at(element, "TenderResultCode")),
        lot=plain(text_at(element, "TenderLot/ID")),
        reason=plain(text_at(element, "DecisionReason/DecisionReasonCode")),
        tenders=_keys(element, "LotTender/ID"),
        contracts=_keys(element, "SettledContract/ID"),
        received=received,
    )


def _keys(element: "etree._Element", path: str) -> list[str]:
    return [key for one in kids(element, path) if (key := plain(one.text))]
