"""What an installation can decide about twin towns, the table ``[plugin.twinning]``."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from utblick.api import _


class TwinningSettings(BaseModel):
    """Where we are, what makes a town count, and the times after which things happen by themselves."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    latitude: Annotated[
        float,
        Field(
            ge=-90,
            le=90,
            description=_("Latitude of our municipality, for maps and distances"),
            json_schema_extra={"local": True},
        ),
    ] = 61.98
    longitude: Annotated[
        float,
        Field(
            ge=-180,
            le=180,
            description=_("Longitude of our municipality, for maps and distances"),
            json_schema_extra={"local": True},
        ),
    ] = 17.06
    population: Annotated[
        int,
        Field(
            ge=1,
            description=_("People who live in our municipality, to compare sizes"),
            json_schema_extra={"local": True},
        ),
    ] = 9500
    languages: Annotated[
        tuple[str, ...], Field(description=_("Languages that we can work in, by their codes"))
    ] = ("sv", "en")
    active_within_months: Annotated[
        int,
        Field(ge=1, le=60, description=_("Months within which business exchange makes a town count")),
    ] = 12
    exchanges_needed: Annotated[
        int, Field(ge=1, le=20, description=_("Held exchanges for business that a town needs to count"))
    ] = 1
    firms_needed: Annotated[
        int, Field(ge=1, le=100, description=_("Local firms that must have attended for a town to count"))
    ] = 1
    meetings_needed: Annotated[
        int, Field(ge=1, le=100, description=_("Held business meetings that a town needs to count"))
    ] = 1
    lapses_after_months: Annotated[
        int, Field(ge=3, le=120, description=_("Months without exchange or meeting after which a tie lapses"))
    ] = 24
    remind_before_days: Annotated[
        int, Field(ge=7, le=730, description=_("Days before an agreement expires when renewal is put up"))
    ] = 180
    keep_delegates_days: Annotated[
        int,
        Field(ge=30, le=3650, description=_("Days after the report when names of participants are emptied")),
    ] = 365
    also_eligible: Annotated[
        tuple[str, ...],
        Field(
            description=_("Countries outside the EU that this year's CERV call document names as eligible")
        ),
    ] = ()
