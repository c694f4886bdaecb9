"""The order in which plugins load: each after those that it depends on."""

from utblick.testing.conformance.subject.hooks import ask
from utblick.testing.conformance.subject.houses import Ground


def in_order(ground: Ground) -> tuple[str, ...]:
    """Every installed plugin by name, those first that others need."""
    found: dict[str, None] = {}
    for name in sorted(point.name for point in ground.installed):
        found |= dict.fromkeys((*needed(name, ground), name))
    return tuple(found)


def needed(name: str, ground: Ground, asking: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The plugins that must be enabled before this one; nothing is known of one that cannot be asked."""
    found: dict[str, None] = {}
    for other in _depends(name, ground):
        if other not in (*asking, name):
            found |= dict.fromkeys((*needed(other, ground, (*asking, name)), other))
    return tuple(found)


def _depends(name: str, ground: Ground) -> tuple[str, ...]:
    point = ground.point(name)
    try:
        cards = ask(point.load()).many("describe") if point is not None else ()
    except Exception:
        return ()
    return tuple(other for card in cards for other in card.depends)
