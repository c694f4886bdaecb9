"""What an exchange is made of as records: the programme, and the lines of the budget."""

from utblick.api import Field, Kind, RecordType, Section, _
from utblick_twinning.choices import BUDGET_SIDES
from utblick_twinning.models import BudgetLine, ProgrammeItem
from utblick_twinning.permissions import READ, WRITE

EXCHANGE = Field(
    name="exchange_id", label=_("Exchange"), kind=Kind.RECORD, refers_to="twinning/exchange", required=True
)


def clock(text: str) -> str:
    """A time of day as 09:30; refuses what is none."""
    hours, _colon, minutes = text.strip().replace(".", ":").partition(":")
    if not (hours.isdigit() and (minutes or "00").isdigit() and int(hours) < 24 and int(minutes or 0) < 60):
        raise ValueError(_("Write the time as 09:30."))
    return f"{int(hours):02}:{int(minutes or 0):02}"


PROGRAMME_ITEMS = RecordType(
    kind="programme_item",
    model=ProgrammeItem,
    title=_("Programme item"),
    plural=_("Programme items"),
    path="programme",
    icon="calendar-event",
    read=READ,
    write=WRITE,
    name="title",
    in_menu=False,
    delete=True,
    fields=(
        Field(name="title", label=_("What happens"), required=True),
        EXCHANGE,
        Field(name="day", label=_("Day"), kind=Kind.DATE, required=True),
        Field(name="starts_at", label=_("At"), max_length=5, normalise=clock, help=_("For example 09:30.")),
        Field(name="place", label=_("Place")),
        Field(name="responsible", label=_("Who sees to it"), help=_("An office or a firm, not a person.")),
        Field(name="note", label=_("Note"), kind=Kind.LONG_TEXT, max_length=2000),
    ),
    columns=("title", "day", "starts_at", "place", "responsible"),
    filters=("exchange_id", "day"),
    search=("title", "place"),
    sort="day",
    sections=(
        Section(title=_("On the programme"), fields=("title", "exchange_id", "day", "starts_at", "place")),
        Section(title=_("For us"), fields=("responsible", "note")),
    ),
)

BUDGET_LINES = RecordType(
    kind="budget_line",
    model=BudgetLine,
    title=_("Budget line"),
    plural=_("Budget lines"),
    path="budget",
    icon="coins",
    read=READ,
    write=WRITE,
    name="title",
    in_menu=False,
    delete=True,
    fields=(
        Field(name="title", label=_("What it is for"), required=True),
        EXCHANGE,
        Field(name="side", label=_("Cost or income"), kind=Kind.CHOICE, choices=BUDGET_SIDES, required=True),
        Field(name="planned", label=_("Planned"), kind=Kind.MONEY, currency="SEK", required=True, minimum=0),
        Field(name="outcome", label=_("Outcome"), kind=Kind.MONEY, currency="SEK", minimum=0),
        Field(name="note", label=_("Note"), max_length=500),
    ),
    columns=("title", "side", "planned", "outcome"),
    filters=("exchange_id", "side"),
    search=("title",),
    sort="title",
    sections=(
        Section(title=_("The line"), fields=("title", "exchange_id", "side", "planned", "outcome", "note")),
    ),
)
