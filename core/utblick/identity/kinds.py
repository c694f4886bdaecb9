"""The kinds of organisation, of relation, of legal form and of legal basis, in the field's words."""

from utblick.declare import Choice
from utblick.i18n import _

ORGANISATION_KINDS = (
    Choice(value="company", label=_("Company")),
    Choice(value="association", label=_("Association")),
    Choice(value="university", label=_("University")),
    Choice(value="municipality", label=_("Municipality")),
    Choice(value="authority", label=_("Authority")),
    Choice(value="network", label=_("Network")),
    Choice(value="foreign_partner", label=_("Foreign partner")),
    Choice(value="other", label=_("Other organisation")),
)

RELATION_KINDS = (
    Choice(value="owns", label=_("owns")),
    Choice(value="member_of", label=_("is a member of")),
    Choice(value="supplies", label=_("supplies")),
    Choice(value="partner_of", label=_("is a partner of")),
    Choice(value="mentors", label=_("mentors")),
    Choice(value="distributes_for", label=_("distributes for")),
)

LEGAL_BASES = (
    Choice(value="public_interest", label=_("Public interest (art. 6.1 e)")),
    Choice(value="contract", label=_("Contract (art. 6.1 b)")),
    Choice(value="consent", label=_("Consent (art. 6.1 a)")),
    Choice(value="legal_obligation", label=_("Legal obligation (art. 6.1 c)")),
)

SIZE_CLASSES = (
    Choice(value="micro", label=_("Micro enterprise (under 10)")),
    Choice(value="small", label=_("Small enterprise (under 50)")),
    Choice(value="medium", label=_("Medium-sized enterprise (under 250)")),
    Choice(value="large", label=_("Large enterprise")),
)

LEGAL_FORMS = (
    Choice(value="limited_company", label=_("Limited company")),
    Choice(value="general_partnership", label=_("General partnership")),
    Choice(value="limited_partnership", label=_("Limited partnership")),
    Choice(value="sole_trader", label=_("Sole trader")),
    Choice(value="cooperative", label=_("Cooperative")),
    Choice(value="housing_cooperative", label=_("Housing cooperative")),
    Choice(value="nonprofit_association", label=_("Non-profit association")),
    Choice(value="foundation", label=_("Foundation")),
    Choice(value="branch", label=_("Branch of a foreign company")),
    Choice(value="bank", label=_("Banking company")),
    Choice(value="municipality", label=_("Municipality")),
    Choice(value="region", label=_("Region")),
    Choice(value="state_authority", label=_("State authority")),
    Choice(value="joint_authority", label=_("Joint municipal authority")),
    Choice(value="religious_community", label=_("Registered religious community")),
    Choice(value="foreign_entity", label=_("Foreign legal entity")),
)

STATUSES = (
    Choice(value="active", label=_("Active"), tone="ok"),
    Choice(value="dormant", label=_("Resting"), tone="mute"),
    Choice(value="ended", label=_("Closed down"), tone="bad"),
    Choice(value="merged", label=_("Merged"), tone="mute"),
)
