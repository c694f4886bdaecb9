"""The façade: all that a plugin may import of the platform. What is not here is not promised."""

from typing import TYPE_CHECKING

from utblick import retiring
from utblick.access.audit import audit
from utblick.access.credentials.sealing import (
    link_key,
    link_nonce,
    makes_links,
    sign,
    signatures,
    signs,
)
from utblick.access.rates import limit_rate
from utblick.access.sessions import hash_of as token_hash
from utblick.bus import county
from utblick.bus.event import Envelope, Event, OrganisationId, PersonId, RefTo, upcast
from utblick.calendars.ical import calendar_file
from utblick.context import Actor, Context, Label, Ref
from utblick.days import months_after
from utblick.db.record import Record
from utblick.db.types import Amount, UtcDateTime
from utblick.declare import (
    BlueprintPart,
    Board,
    Button,
    Calendar,
    Choice,
    Column,
    Count,
    Disposal,
    Entries,
    EntryNote,
    Field,
    Indicator,
    Job,
    Kind,
    Link,
    Occasion,
    Panel,
    Permission,
    PersonalData,
    Placeholder,
    Plugin,
    RecordType,
    RetentionRule,
    Said,
    Schedule,
    Section,
    Slot,
    Subscriber,
    Text,
    Tone,
    Transition,
    Vocabulary,
    Where,
    daily,
    every,
)
from utblick.errors import (
    Conflict,
    FieldProblem,
    Forbidden,
    Gone,
    Invalid,
    Misconfigured,
    NotFound,
    TooMany,
    UtblickError,
)
from utblick.hookspecs import hookimpl
from utblick.i18n import Msg, _, ngettext
from utblick.i18n.format import format_date, format_datetime, format_money, format_number, format_percent
from utblick.identity.orgnr import organisation_number
from utblick.identity.registers.anything import TableRow, read_table
from utblick.identity.registers.listed import ListedOrganisation, organisations_in
from utblick.ids import new_id
from utblick.jobs.steps import in_steps
from utblick.jobs.work import LongWork
from utblick.mail.service import send as send_mail
from utblick.mail.service import send_to_user as mail_user
from utblick.money import Converted, Money, NoRate, Rate, convert, rate_on
from utblick.platform import Platform
from utblick.records.fields.choices import choice_label, choice_options
from utblick.records.file_kinds import safe_name
from utblick.records.many import new_row, write_rows
from utblick.records.notices import followed, pass_followers
from utblick.records.tasks import add_task, finish_tasks, move_tasks
from utblick.records.told import Told, chain, every_event, told
from utblick.reference.commodities import commodity_code, commodity_title
from utblick.reference.countries import Country, country_name
from utblick.reference.countries import country as find_country
from utblick.reference.languages import language_name
from utblick.reference.municipalities import Municipality
from utblick.reference.municipalities import municipality as find_municipality
from utblick.reference.nuts import NUTS
from utblick.reference.trades import Section as IndustrySection
from utblick.reference.trades import section_of as industry_section
from utblick.reference.trades import sections as industry_sections
from utblick.search.fold import fold
from utblick.spreadsheets import csv_lines, neutral
from utblick.texts.saying import page_text
from utblick.web import charts
from utblick.web.assets import REPORT_FONTS
from utblick.web.feeds import FeedEntry, atom_feed
from utblick.web.request import Upload, Values, WebRequest
from utblick.web.routing import (
    Data,
    Download,
    Page,
    Redirect,
    Route,
    closed_link,
    get,
    page,
    post,
    redirect,
    unseen,
)

__all__ = [
    "NUTS",
    "REPORT_FONTS",
    "Actor",
    "Amount",
    "BlueprintPart",
    "Board",
    "Button",
    "Calendar",
    "Choice",
    "Column",
    "Conflict",
    "Context",
    "Converted",
    "Count",
    "Country",
    "Data",
    "Disposal",
    "Download",
    "Entries",
    "EntryNote",
    "Envelope",
    "Event",
    "FeedEntry",
    "Field",
    "FieldProblem",
    "Forbidden",
    "Gone",
    "Indicator",
    "IndustrySection",
    "Invalid",
    "Job",
    "Kind",
    "Label",
    "Link",
    "ListedOrganisation",
    "LongWork",
    "Misconfigured",
    "Money",
    "Msg",
    "Municipality",
    "NoRate",
    "NotFound",
    "Occasion",
    "OrganisationId",
    "Page",
    "Panel",
    "Permission",
    "PersonId",
    "PersonalData",
    "Placeholder",
    "Platform",
    "Plugin",
    "Rate",
    "Record",
    "RecordType",
    "Redirect",
    "Ref",
    "RefTo",
    "RetentionRule",
    "Route",
    "Said",
    "Schedule",
    "Section",
    "Slot",
    "Subscriber",
    "TableRow",
    "Text",
    "Told",
    "Tone",
    "TooMany",
    "Transition",
    "Upload",
    "UtblickError",
    "UtcDateTime",
    "Values",
    "Vocabulary",
    "WebRequest",
    "Where",
    "_",
    "add_task",
    "atom_feed",
    "audit",
    "calendar_file",
    "chain",
    "charts",
    "choice_label",
    "choice_options",
    "closed_link",
    "commodity_code",
    "commodity_title",
    "convert",
    "country_name",
    "county",
    "csv_lines",
    "daily",
    "every",
    "every_event",
    "find_country",
    "find_municipality",
    "finish_tasks",
    "fold",
    "followed",
    "format_date",
    "format_datetime",
    "format_money",
    "format_number",
    "format_percent",
    "get",
    "hookimpl",
    "in_steps",
    "industry_section",
    "industry_sections",
    "language_name",
    "limit_rate",
    "link_key",
    "link_nonce",
    "mail_user",
    "makes_links",
    "months_after",
    "move_tasks",
    "neutral",
    "new_id",
    "new_row",
    "ngettext",
    "organisation_number",
    "organisations_in",
    "page",
    "page_text",
    "pass_followers",
    "post",
    "rate_on",
    "read_table",
    "redirect",
    "safe_name",
    "send_mail",
    "sign",
    "signatures",
    "signs",
    "token_hash",
    "told",
    "unseen",
    "upcast",
    "write_rows",
]

if not TYPE_CHECKING:  # a type checker should go on finding misspelt names

    def __getattr__(name: str) -> object:
        """A name that is on its way out is still answered, with a warning."""
        return retiring.answer(retiring.NAMES, name)
