"""Where a place lies on our maps: Equal Earth for the world, Lambert azimuthal equal-area for Europe.

Both keep areas true. The second is the one that the European statistical system uses (EPSG:3035), on a
sphere, which at the size of our maps is the same. The build draws the land by these functions, and the
server the places on it; so nothing but arithmetic is imported here.
"""

import math

Point = tuple[float, float]
WORLD = (1920, 840)
EUROPE = (2800, 2200)
_WORLD_SCALE = 354.2
_EARTH, _UNIT = 6371.0, 2.0
_MIDDLE = (10.0, 52.0)
_LEFT, _TOP = -2600.0, 2300.0


def world(longitude: float, latitude: float) -> Point:
    """Equal Earth (Šavrič, Patterson and Jenny, 2018), in the units of world.svg."""
    half = math.sqrt(3) / 2
    theta = math.asin(half * math.sin(math.radians(latitude)))
    t2 = theta * theta
    t6 = t2**3
    east = math.radians(longitude) * math.cos(theta)
    x = east / (half * (1.340264 - 3 * 0.081106 * t2 + t6 * (7 * 0.000893 + 9 * 0.003796 * t2)))
    y = theta * (1.340264 - 0.081106 * t2 + t6 * (0.000893 + 0.003796 * t2))
    return WORLD[0] / 2 + x * _WORLD_SCALE, 470 - y * _WORLD_SCALE


def europe(longitude: float, latitude: float) -> Point:
    """Lambert azimuthal equal-area around 10° E 52° N, in the units of europe.svg: two kilometres each."""
    east, north = math.radians(longitude - _MIDDLE[0]), math.radians(latitude)
    middle = math.radians(_MIDDLE[1])
    across = math.sin(middle) * math.sin(north) + math.cos(middle) * math.cos(north) * math.cos(east)
    reach = _EARTH * math.sqrt(2 / max(1e-6, 1 + across))
    x = reach * math.cos(north) * math.sin(east)
    y = reach * (math.cos(middle) * math.sin(north) - math.sin(middle) * math.cos(north) * math.cos(east))
    return (x - _LEFT) / _UNIT, (_TOP - y) / _UNIT


def in_europe(longitude: float, latitude: float) -> bool:
    """Whether a place lies on the map of Europe."""
    x, y = europe(longitude, latitude)
    return 0 <= x <= EUROPE[0] and 0 <= y <= EUROPE[1] and -35 <= longitude <= 60
