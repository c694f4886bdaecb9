"""What goals can count of seminars: those held, who came, and where attitudes moved."""

from utblick.api import Indicator, Msg, Where, _

_ATTENDED = Where(field="attended", value=True)


def _participants(name: str, title: Msg, *audience: Where) -> Indicator:
    return Indicator(
        name=name,
        title=title,
        unit=_("participants"),
        unit_one=_("participant"),
        event="seminars.attendance.recorded",
        distinct="registration_id",
        where=(_ATTENDED, *audience),
        dated_by="held_on",
    )


INDICATORS = (
    Indicator(
        name="seminars.held",
        title=_("Seminars held"),
        unit=_("seminars"),
        unit_one=_("seminar"),
        event="seminars.seminar.held",
        distinct="seminar_id",
        dated_by="held_on",
    ),
    _participants("seminars.participants", _("Participants in seminars")),
    _participants(
        "seminars.participants_public",
        _("Participants in seminars: general public"),
        Where(field="audience", value="public"),
    ),
    _participants(
        "seminars.participants_business",
        _("Participants in seminars: business community"),
        Where(field="audience", value="business"),
    ),
    _participants(
        "seminars.participants_authorities",
        _("Participants in seminars: public authorities"),
        Where(field="audience", value="authorities"),
    ),
    _participants(
        "seminars.participants_organisations",
        _("Participants in seminars: organisations"),
        Where(field="audience", value="organisations"),
    ),
    Indicator(
        name="seminars.attitude_raised",
        title=_("Seminars after which attitudes were more positive"),
        unit=_("seminars"),
        unit_one=_("seminar"),
        event="seminars.seminar.evaluated",
        distinct="seminar_id",
        where=(Where(field="attitude_raised", value=True),),
        dated_by="held_on",
    ),
)
