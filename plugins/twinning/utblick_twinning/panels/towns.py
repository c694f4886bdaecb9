"""Boxes on the page of a twin town: health, the verdict with its proofs, decisions, people, the map."""

from typing import Any

from utblick.api import Context, Page, Panel, Ref, Slot, _, page
from utblick_twinning import health
from utblick_twinning.choices import CONTACT_STATES, SIDES, STEP_KINDS, STEP_OUTCOMES
from utblick_twinning.permissions import READ, WRITE
from utblick_twinning.queries import towns as queries
from utblick_twinning.service import counting, studies
from utblick_twinning.settings import TwinningSettings

_HEARS = ("twinning.>",)


def health_of(ctx: Context, subject: Any) -> Page | None:
    """How the tie feels, and what to do next."""
    town = queries.town(ctx, subject)
    if town.state not in queries.LIVING:
        return None
    found = health.reckon(queries.signs(ctx, [town.id])[town.id])
    return page("twinning/panels/health.html", town=town, health=found, may_write=ctx.actor.may(WRITE))


def verdict(ctx: Context, subject: Any) -> Page | None:
    """Whether the town counts for the goal, with the proofs."""
    town = queries.town(ctx, subject)
    if town.state not in queries.LIVING:
        return None
    return page(
        "twinning/panels/verdict.html",
        town=town,
        verdict=counting.verdict(ctx, town),
        months=ctx.plugin_settings(TwinningSettings).active_within_months,
    )


def chain(ctx: Context, subject: Any) -> Page:
    """The decisions so far, and who keeps the tie alive."""
    town = queries.town(ctx, subject)
    contacts = queries.contacts_of(ctx, town.id)
    people = [one.person_id for one in contacts if one.person_id]
    people += [one.successor_id for one in contacts if one.successor_id]
    return page(
        "twinning/panels/chain.html",
        town=town,
        steps=queries.steps_of(ctx, town.id),
        kinds={choice.value: choice.label for choice in STEP_KINDS},
        outcomes={choice.value: choice for choice in STEP_OUTCOMES},
        contacts=contacts,
        sides={choice.value: choice.label for choice in SIDES},
        contact_states={choice.value: choice for choice in CONTACT_STATES},
        people={ref.id: label for ref, label in ctx.lookup(*(ctx.people.ref(one) for one in people)).items()},
        may_write=ctx.actor.may(WRITE),
    )


def where(ctx: Context, subject: Any) -> Page:
    """The town on the map."""
    town = queries.town(ctx, subject)
    return page("twinning/panels/where.html", places=[queries.place_of(town)], home=queries.home(ctx))


def told(ctx: Context, subject: Any) -> Page | None:
    """Calls and deals that concern the town."""
    ties = queries.ties_of(ctx, subject)
    if not ties:
        return None
    refs = {tie.id: ref for tie in ties if (ref := _ref(tie.ref))}
    labels = ctx.lookup(*refs.values())
    return page(
        "twinning/panels/told.html",
        ties=[(tie, labels.get(refs[tie.id]) if tie.id in refs else None) for tie in ties],
        open=[tie for tie in ties if tie.kind == "call" and (tie.until is None or tie.until >= ctx.today)],
        town_id=subject,
    )


def _ref(text: str) -> Ref | None:
    try:
        return Ref.parse(text)
    except ValueError:
        return None


def study(ctx: Context, subject: Any) -> Page:
    """The ranking of a study, and the ways on."""
    found = studies.get_study(ctx, subject)
    return page(
        "twinning/panels/study.html",
        study=found,
        ranked=(ranked := studies.ranking(ctx, found)),
        rows=[(one.candidate.title, one.total) for one in ranked[:6]],
        chosen=studies.recommended(ctx, found.id),
        may_write=ctx.actor.may(WRITE),
    )


def _box(name: str, title: Any, load: Any, order: int, *, record: str = "town", wide: bool = False) -> Panel:
    return Panel(
        name=f"twinning.{name}",
        slot=Slot.RECORD,
        record=f"twinning/{record}",
        title=title,
        load=load,
        permission=READ,
        order=order,
        wide=wide,
        refresh_on=_HEARS,
    )


PANELS = (
    _box("health", _("How the tie is doing"), health_of, 10),
    _box("verdict", _("Active business exchange"), verdict, 12),
    _box("chain", _("Decisions and people"), chain, 20),
    _box("where", _("On the map"), where, 22),
    _box("told", _("What else happens there"), told, 30),
    _box("ranking", _("Ranking"), study, 10, record="study", wide=True),
)
