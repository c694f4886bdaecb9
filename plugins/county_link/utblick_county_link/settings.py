"""What a municipality can decide about its county, the table ``[plugin.county_link]``."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from utblick.api import _, county


class CountyLinkSettings(BaseModel):
    """How far events travel where it is not as they declare, and how long a company has to answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    levels: Annotated[
        dict[str, county.Share],
        Field(
            description=_(
                "How far each sort of event travels: municipality, anonymous, county or public, by its name"
            )
        ),
    ] = {}
    link_valid_days: Annotated[
        int, Field(ge=1, le=90, description=_("Days that a company has to answer by its link"))
    ] = 14
    keep_answers_days: Annotated[
        int,
        Field(ge=1, le=730, description=_("Days that contact details of others are kept after a question")),
    ] = 180
