"""What partnerships tells the rest of the house: its public contract, room by room."""

from utblick.api import Event
from utblick_partnerships.events.arena import ArenaMeetingHeld, GuidelineAdopted, PilotCompleted, PilotJoined
from utblick_partnerships.events.calls import CallClosed, CallOpened, IdeaCarried, IdeaRaised, PeriodSwitched
from utblick_partnerships.events.consortia import EligibilityChecked, SeatFilled
from utblick_partnerships.events.profiles import (
    InterestAgreed,
    InterestDeclined,
    InterestIntroduced,
    InterestReceived,
    ProfileExpired,
    ProfilePublished,
    ProfileRenewed,
    ProfileWithdrawn,
)
from utblick_partnerships.events.projects import (
    AgreementEnded,
    AgreementSigned,
    ApplicationDecided,
    ApplicationSubmitted,
    PartnerLeft,
    ProjectClosed,
    ProjectStarted,
)

EVENTS: tuple[type[Event], ...] = (
    ProfilePublished,
    ProfileRenewed,
    ProfileExpired,
    ProfileWithdrawn,
    InterestReceived,
    InterestIntroduced,
    InterestAgreed,
    InterestDeclined,
    CallOpened,
    CallClosed,
    IdeaRaised,
    IdeaCarried,
    PeriodSwitched,
    SeatFilled,
    EligibilityChecked,
    ApplicationSubmitted,
    ApplicationDecided,
    ProjectStarted,
    ProjectClosed,
    PartnerLeft,
    AgreementSigned,
    AgreementEnded,
    ArenaMeetingHeld,
    GuidelineAdopted,
    PilotJoined,
    PilotCompleted,
)

__all__ = [
    "EVENTS",
    "AgreementEnded",
    "AgreementSigned",
    "ApplicationDecided",
    "ApplicationSubmitted",
    "ArenaMeetingHeld",
    "CallClosed",
    "CallOpened",
    "EligibilityChecked",
    "GuidelineAdopted",
    "IdeaCarried",
    "IdeaRaised",
    "InterestAgreed",
    "InterestDeclined",
    "InterestIntroduced",
    "InterestReceived",
    "PartnerLeft",
    "PeriodSwitched",
    "PilotCompleted",
    "PilotJoined",
    "ProfileExpired",
    "ProfilePublished",
    "ProfileRenewed",
    "ProfileWithdrawn",
    "ProjectClosed",
    "ProjectStarted",
    "SeatFilled",
]
