"""What a company sends in when it answers by its link."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Share = Literal["", "all", "most", "half", "little", "none", "unknown"]
YesNo = Literal["", "yes", "partly", "no", "unknown"]
Rating = Literal["", "1", "2", "3", "4", "5"]

QUESTIONS = ("without_help", "at_risk", "prerequisite", "sped_up", "larger")
"""The five questions about what the municipality's help meant."""

RATINGS = ("rating_contacts", "rating_knowledge", "rating_confidence", "rating_profile")


class CompanyAnswer(BaseModel):
    """The form of the public page. Which fields must be filled depends on the verdict."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True, extra="ignore")

    verdict: Literal["", "agree", "disagree"] = ""
    seen: int = 0
    answered_by: str = Field(default="", max_length=200)
    without_help: Share = ""
    at_risk: YesNo = ""
    prerequisite: YesNo = ""
    sped_up: YesNo = ""
    larger: YesNo = ""
    rating_contacts: Rating = ""
    rating_knowledge: Rating = ""
    rating_confidence: Rating = ""
    rating_profile: Rating = ""
    story: Literal["", "named", "unnamed", "no"] = ""
    dispute_reason: str = Field(default="", max_length=1000)
    correction: str = Field(default="", max_length=1000)
