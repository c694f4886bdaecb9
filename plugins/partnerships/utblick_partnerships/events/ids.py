"""The records that events point at."""

from typing import Annotated
from uuid import UUID

from utblick.api import RefTo

ProfileId = Annotated[UUID, RefTo("partnerships", "profile")]
InterestId = Annotated[UUID, RefTo("partnerships", "interest")]
CallId = Annotated[UUID, RefTo("partnerships", "call")]
IdeaId = Annotated[UUID, RefTo("partnerships", "idea")]
ConsortiumId = Annotated[UUID, RefTo("partnerships", "consortium")]
ApplicationId = Annotated[UUID, RefTo("partnerships", "application")]
ProjectId = Annotated[UUID, RefTo("partnerships", "project")]
