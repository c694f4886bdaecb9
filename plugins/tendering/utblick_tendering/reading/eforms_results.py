"""Who won what in an eForms result: lot result → tender → tendering party → organisation."""

from collections.abc import Mapping

from lxml import etree

from utblick_tendering.reading.elements import amount_at, kids, name_of, text_at
from utblick_tendering.reading.notice import Money, Organisation, Result
from utblick_tendering.reading.values import money, plain, whole

SELECTED = "selec-w"
_PIECES = frozenset(
    {"GroupFramework", "LotResult", "LotTender", "SettledContract", "TenderingParty", "TotalAmount"}
)


class Results:
    """The pieces of a result, kept as plain values until all of them have come by."""

    def __init__(self) -> None:
        self.total: Money | None = None
        self._lots: list[tuple[str | None, str | None, str | None, list[str], int | None]] = []
        self._tenders: dict[str, tuple[str | None, Money | None]] = {}
        self._parties: dict[str, list[str]] = {}

    def take(self, name: str, element: "etree._Element") -> bool:
        """Read an element if it is a piece of a result; whether it was, and may be emptied."""
        parent = element.getparent() if name in _PIECES else None
        if parent is None or name_of(parent) != "NoticeResult":
            return False
        if name == "TotalAmount":
            self.total = money(element.text, element.get("currencyID"))
        elif name == "LotResult":
            self._lots.append(_lot_result(element))
        elif name == "LotTender":
            self._take_tender(element)
        elif name == "TenderingParty":
            members = [plain(text_at(one, "ID")) for one in kids(element, "Tenderer")]
            self._parties[plain(text_at(element, "ID")) or ""] = [one for one in members if one]
        return True

    def all(self, organisations: Mapping[str, Organisation]) -> tuple[Result, ...]:
        """The results lot by lot, with their winners where there are any."""
        made = []
        for code, lot, reason, tenders, received in self._lots:
            chosen = [self._tenders[key] for key in tenders if key in self._tenders]
            keys = [one for party, _value in chosen for one in self._parties.get(party or "", [])]
            won = code == SELECTED
            winners = [organisations[key] for key in dict.fromkeys(keys) if won and key in organisations]
            values = [value for _party, value in chosen if won and value is not None]
            made.append(
                Result(
                    code=code,
                    lot=lot,
                    reason=reason,
                    winners=tuple(winners),
                    tenders=tuple(values),
                    received=received,
                )
            )
        return tuple(made)

    def _take_tender(self, element: "etree._Element") -> None:
        value = amount_at(element, "LegalMonetaryTotal/PayableAmount")
        key = plain(text_at(element, "ID"))
        if key:
            self._tenders[key] = (plain(text_at(element, "TenderingParty/ID")), value)


def _lot_result(
    element: "etree._Element",
) -> tuple[str | None, str | None, str | None, list[str], int | None]:
    """BT-142 with its lot, BT-144, the chosen tenders, and BT-759 for received tenders."""
    received = None
    for statistics in kids(element, "ReceivedSubmissionsStatistics"):
        if plain(text_at(statistics, "StatisticsCode")) == "tenders":
            received = whole(text_at(statistics, "StatisticsNumeric"))
    tenders = [plain(one.text) for one in kids(element, "LotTender/ID")]
    return (
        plain(text_at(element, "TenderResultCode")),
        plain(text_at(element, "TenderLot/ID")),
        plain(text_at(element, "DecisionReason/DecisionReasonCode")),
        [one for one in tenders if one],
        received,
    )
