"""What an installation can decide about the university node, the table ``[plugin.university_node]``."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from utblick.api import _


class UniversityNodeSettings(BaseModel):
    """The times after which things happen by themselves."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    answer_days: Annotated[
        int,
        Field(ge=14, le=120, description=_("Days that each party has to answer a proposed match")),
    ] = 21
    remind_before_days: Annotated[
        int,
        Field(ge=0, le=13, description=_("Days before a match expires when its party is reminded; 0: never")),
    ] = 5
    keep_interest_days: Annotated[
        int,
        Field(
            ge=30,
            le=1095,
            description=_("Days after which a student whose interest came to nothing is forgotten"),
        ),
    ] = 365
    agreement_warning_days: Annotated[
        int,
        Field(
            ge=14, le=730, description=_("Days before a cooperation agreement ends when its owner is told")
        ),
    ] = 120
    interests_per_hour: Annotated[
        int,
        Field(
            ge=1,
            le=1000,
            description=_("Expressions of interest that the public page takes from one address in an hour"),
        ),
    ] = 30
    link_valid_days: Annotated[
        int, Field(ge=7, le=730, description=_("Days that the links for needs and grades can be used"))
    ] = 90
