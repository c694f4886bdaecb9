"""What identity tells the rest of the house: ids only, never who somebody is."""

from typing import ClassVar
from uuid import UUID

from utblick.bus.event import Event, OrganisationId, PersonId
from utblick.i18n import Msg, _


class OrganisationRegistered(Event, name="core.organisation.registered", version=1, key="organisation_id"):
    """An organisation was added to the register."""

    says: ClassVar[Msg] = _("was added to the register")
    organisation_id: OrganisationId
    kind: str
    country: str
    municipality: str = ""


class OrganisationMerged(Event, name="core.organisation.merged", version=1, key="organisation_id"):
    """Two records were found to be the same organisation; `organisation_id` lives on."""

    says: ClassVar[Msg] = _("was merged with another record of the same organisation")
    organisation_id: OrganisationId
    merged_id: OrganisationId
    merge_id: UUID


class OrganisationUnmerged(Event, name="core.organisation.unmerged", version=1, key="organisation_id"):
    """A merge of organisations was undone; both live again as before."""

    says: ClassVar[Msg] = _("was separated again from a merged record")
    organisation_id: OrganisationId
    merged_id: OrganisationId
    merge_id: UUID


class PersonRegistered(Event, name="core.person.registered", version=1, key="person_id"):
    """A person was added to the register."""

    says: ClassVar[Msg] = _("was added to the register")
    person_id: PersonId


class PersonMerged(Event, name="core.person.merged", version=1, key="person_id"):
    """Two records were found to be the same person; `person_id` lives on."""

    says: ClassVar[Msg] = _("was merged with another record of the same person")
    person_id: PersonId
    merged_id: PersonId
    merge_id: UUID


class PersonUnmerged(Event, name="core.person.unmerged", version=1, key="person_id"):
    """A merge of people was undone; both live again as before."""

    says: ClassVar[Msg] = _("was separated again from a merged record")
    person_id: PersonId
    merged_id: PersonId
    merge_id: UUID


class PersonErased(Event, name="core.person.erased", version=1, key="person_id"):
    """A person's data were erased; every plugin has let go of its part."""

    says: ClassVar[Msg] = _("had their personal data erased")
    person_id: PersonId


class MembershipStarted(Event, name="core.membership.started", version=1, key="membership_id"):
    """A person took a place in an organisation."""

    says: ClassVar[Msg] = _("was linked as a contact person")
    membership_id: UUID
    person_id: PersonId
    organisation_id: OrganisationId


class MembershipEnded(Event, name="core.membership.ended", version=1, key="membership_id"):
    """A person's place in an organisation came to its end."""

    says: ClassVar[Msg] = _("is no longer a contact person")
    membership_id: UUID
    person_id: PersonId
    organisation_id: OrganisationId
