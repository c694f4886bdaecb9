"""What surveys say: knowledge and attitude before and after, from so many answers on that nobody is seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from utblick.api import Context
from utblick_seminars import queries
from utblick_seminars.models import Moment, Seminar
from utblick_seminars.settings import SeminarsSettings

_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Means:
    """What those who answered at a moment say on average; both are None while too few have answered."""

    answers: int
    knowledge: Decimal | None = None
    attitude: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic before and after."""

    title: str
    before: Means
    after: Means

    @property
    def knowledge_delta(self) -> Decimal | None:
        """How far knowledge moved; None where that is not known."""
        return _moved(self.before.knowledge, self.after.knowledge)

    @property
    def attitude_delta(self) -> Decimal | None:
        """How far the attitude moved; None where that is not known."""
        return _moved(self.before.attitude, self.after.attitude)


@dataclass(frozen=True, slots=True)
class Result:
    """The survey of a seminar."""

    topics: Sequence[Topic]

    @property
    def knowledge_delta(self) -> Decimal | None:
        """How far knowledge moved, over all topics of which that is known."""
        return _mean([one.knowledge_delta for one in self.topics])

    @property
    def attitude_delta(self) -> Decimal | None:
        """How far the attitude moved, over all topics of which that is known."""
        return _mean([one.attitude_delta for one in self.topics])


def result_of(ctx: Context, seminar: Seminar) -> Result:
    """What the survey of a seminar says."""
    return results(ctx, [seminar])[seminar.id]


def results(ctx: Context, seminars: Sequence[Seminar]) -> dict[UUID, Result]:
    """What the surveys of several seminars say."""
    least = ctx.plugin_settings(SeminarsSettings).show_from
    held = queries.answers(ctx, [one.id for one in seminars])

    def means(of: Seminar, topic: str, moment: Moment) -> Means:
        count, knowledge, attitude = held.get((of.id, topic, moment), (0, 0, 0))
        if count < least:
            return Means(count)
        return Means(count, _tenths(Decimal(knowledge) / count), _tenths(Decimal(attitude) / count))

    return {
        one.id: Result(
            [
                Topic(topic, means(one, topic, Moment.BEFORE), means(one, topic, Moment.AFTER))
                for topic in one.topics
            ]
        )
        for one in seminars
    }


def _moved(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    return None if before is None or after is None else after - before


def _mean(values: Sequence[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return _tenths(sum(known, Decimal(0)) / len(known)) if known else None


def _tenths(value: Decimal) -> Decimal:
    return value.quantize(_TENTH, ROUND_HALF_UP)
