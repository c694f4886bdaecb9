"""Partners of projects as records: who changed their money or noted that they left, and when."""

from collections.abc import Mapping
from typing import Any, cast

from sqlmodel import SQLModel

from utblick.api import Context, Field, Kind, RecordType, Section, _
from utblick_partnerships.choices.consortia import ROLES
from utblick_partnerships.models import ProjectPartner
from utblick_partnerships.permissions import READ, WRITE
from utblick_partnerships.service import projects as service


def _create(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return service.note_partner(ctx, values)


def _update(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return service.update_partner(ctx, cast("ProjectPartner", row), changes)


PARTNERS = RecordType(
    kind="partner",
    model=ProjectPartner,
    title=_("Project partner"),
    plural=_("Project partners"),
    path="partners",
    icon="building",
    read=READ,
    write=WRITE,
    name="title",
    in_menu=False,
    part_of="project_id",
    lead=_("Who is or was in which project, with which part of the money."),
    empty=_("No partners yet. They are added on the page of a project."),
    fields=(
        Field(name="title", label=_("Partner"), read_only=True),
        Field(
            name="project_id",
            label=_("Project"),
            kind=Kind.RECORD,
            refers_to="partnerships/project",
            required=True,
        ),
        Field(name="organisation_id", label=_("Organisation"), kind=Kind.ORGANISATION, required=True),
        Field(name="role", label=_("Role"), kind=Kind.CHOICE, choices=ROLES, required=True),
        Field(name="name_en", label=_("Name in English")),
        Field(name="legal_status", label=_("Legal status"), max_length=20, help=_("Public or private.")),
        Field(name="budget", label=_("Budget"), kind=Kind.MONEY, currency="EUR", minimum=0),
        Field(name="own_share", label=_("Own share, percent"), kind=Kind.DECIMAL, minimum=0),
        Field(
            name="left_on",
            label=_("Left on"),
            kind=Kind.DATE,
            help=_("An agreement without a local small firm no longer counts. Empty: it is in the project."),
        ),
    ),
    columns=("title", "project_id", "role", "budget", "own_share", "left_on"),
    head=("project_id", "organisation_id", "role", "budget", "own_share", "left_on"),
    filters=("project_id", "organisation_id", "role", "left_on"),
    search=("title", "name_en"),
    sections=(
        Section(title=_("The partner"), fields=("project_id", "organisation_id", "role")),
        Section(title=_("In the programme's register"), fields=("name_en", "legal_status")),
        Section(title=_("Money"), fields=("budget", "own_share")),
        Section(title=_("When"), fields=("left_on",)),
    ),
    create=_create,
    update=_update,
)
