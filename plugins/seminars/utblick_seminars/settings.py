"""What an installation can decide about seminars, the table ``[plugin.seminars]``."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from utblick.api import _


class SeminarsSettings(BaseModel):
    """How much the public pages take, and from how many answers on a survey says something."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sign_ups_per_hour: Annotated[
        int,
        Field(
            ge=1, le=1000, description=_("Sign-ups that the public page takes from one address in an hour")
        ),
    ] = 30
    answers_per_hour: Annotated[
        int,
        Field(ge=1, le=1000, description=_("Answers to surveys that are taken from one address in an hour")),
    ] = 60
    show_from: Annotated[
        int, Field(ge=5, le=100, description=_("Answers from which on a survey's result is shown"))
    ] = 5
    survey_days: Annotated[
        int, Field(ge=7, le=365, description=_("Days after a seminar in which its survey can be answered"))
    ] = 30
