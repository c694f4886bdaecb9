"""What an installation can decide about partnerships, the table ``[plugin.partnerships]``."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from utblick.api import _


class PartnershipsSettings(BaseModel):
    """How long things are valid, when people are reminded, and what may be asked of other machines."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    profile_valid_months: Annotated[
        int, Field(ge=1, le=36, description=_("Months for which a published cooperation profile is valid"))
    ] = 12
    remind_before_days: Annotated[
        int,
        Field(
            ge=0, le=90, description=_("Days before a profile expires when its officer is reminded; 0: never")
        ),
    ] = 30
    closing_days: Annotated[
        int,
        Field(ge=1, le=120, description=_("Days before its deadline from which a call counts as closing")),
    ] = 30
    invitation_valid_days: Annotated[
        int,
        Field(
            ge=1, le=180, description=_("Days that an organisation has to answer an invitation by its link")
        ),
    ] = 30
    interests_per_hour: Annotated[
        int,
        Field(
            ge=1,
            le=1000,
            description=_("Expressions of interest that the public page takes from one address in an hour"),
        ),
    ] = 5
    sedia: Annotated[
        Literal["off", "on"],
        Field(description=_("Whether the Funding & Tenders portal (SEDIA) is asked for calls each night")),
    ] = "off"
    sedia_text: Annotated[
        str, Field(max_length=200, description=_("The words that the Funding & Tenders portal is asked for"))
    ] = "town twinning municipalities"
    feeds: Annotated[
        list[str],
        Field(
            description=_(
                "Addresses of feeds (RSS, Atom) in which programmes announce calls; asked each night"
            )
        ),
    ] = []
    programme_period: Annotated[
        str,
        Field(
            max_length=20,
            description=_("The programme period that ideas belong to unless they say otherwise"),
        ),
    ] = "2021–2027"
