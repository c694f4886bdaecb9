"""What an installation can decide about tendering, the table ``[plugin.tendering]``."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from utblick.api import _


class TenderingSettings(BaseModel):
    """Whose procurements are our own, when people are told, and how near a lot must be."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    own_buyers: Annotated[
        list[str],
        Field(
            description=_(
                "Organisation numbers of the municipality and of the companies that it owns; their"
                " procurements are treated as our own"
            ),
            json_schema_extra={"local": True},
        ),
    ] = []
    lowest_score: Annotated[
        int, Field(ge=0, le=100, description=_("Score below which a lot is not suggested to a company"))
    ] = 40
    remind_before_days: Annotated[
        int, Field(ge=0, le=60, description=_("Days before a deadline when a reminder is given; 0: never"))
    ] = 5
    digest_hour: Annotated[
        int, Field(ge=0, le=23, description=_("The hour of the morning at which digests are sent"))
    ] = 6
    training_valid_months: Annotated[
        int, Field(ge=1, le=120, description=_("Months for which a completed tender school counts"))
    ] = 36
    ted: Annotated[
        Literal["off", "on"], Field(description=_("Whether the European notices (TED) may be asked for"))
    ] = "off"
    ocds_prefix: Annotated[
        str,
        Field(
            pattern=r"^ocds-[a-z0-9]{6}$",
            description=_(
                "The prefix of the ids of procurements in open data (OCDS); a registered one begins"
                " all of an organisation's ids"
            ),
            json_schema_extra={"local": True},
        ),
    ] = "ocds-xxxxxx"
    ask_own_network: Annotated[
        bool,
        Field(
            description=_("Whether feeds and open data may be fetched from addresses of the own network"),
            json_schema_extra={"local": True},
        ),
    ] = False
    ted_whole: Annotated[
        bool,
        Field(description=_("Whether each notice of TED is fetched whole, and not only what a search says")),
    ] = True
    largest_upload_mb: Annotated[
        int, Field(ge=1, le=1000, description=_("The largest file of notices that can be uploaded, in MB"))
    ] = 200
    notice_folder: Annotated[
        str,
        Field(
            description=_(
                "The folder on the server below which folders of notices may lie;"
                " empty: notices, below the data folder"
            ),
            json_schema_extra={"local": True},
        ),
    ] = ""
