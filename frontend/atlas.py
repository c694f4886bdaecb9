"""Turns the world atlas (TopoJSON) into small SVGs and tables of where each country lies on them."""

import importlib.util
import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

PROJECTION = Path(__file__).parents[1] / "core/utblick/web/projection.py"
"""The server places points by the same file; it is read by its path, since nothing is installed yet."""
_spec = importlib.util.spec_from_file_location("projection", PROJECTION)
assert _spec is not None
assert _spec.loader is not None
projection = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(projection)

Point = tuple[float, float]
Projection = Callable[[float, float], Point]
ANTARCTICA = "010"


def world_svg(source: Path) -> bytes:
    """The land of the earth, a path per country with the id ``c-<ISO 3166 numeric>``."""
    topology = json.loads(source.read_text())
    arcs = _arcs(topology)
    paths = []
    for country in topology["objects"]["countries"]["geometries"]:
        if country.get("id") == ANTARCTICA or not country.get("arcs"):
            continue
        drawn = "".join(_outline(ring) for ring in _rings(country, arcs))
        identity = f' id="c-{country["id"]}"' if "id" in country else ""
        paths.append(f'<path{identity} d="{drawn}"/>')
    return _drawn(paths, *projection.WORLD)


def europe_svg(source: Path) -> bytes:
    """The land of Europe and its neighbours, finer than that of the world."""
    topology = json.loads(source.read_text())
    arcs = _arcs(topology)
    paths = []
    for country in topology["objects"]["countries"]["geometries"]:
        drawn = "".join(_path(_on_paper(ring)) for ring in _rings(country, arcs))
        if drawn:
            paths.append(f'<path d="{drawn}"/>')
    return _drawn(paths, *projection.EUROPE)


def places(source: Path) -> dict[str, tuple[int, int]]:
    """The middle of the largest piece of every country on the map of the world, by ISO 3166 numeric code."""
    return {number: (round(x), round(y)) for number, (x, y) in _middles(source, projection.world).items()}


def centres(source: Path) -> dict[str, tuple[float, float]]:
    """Longitude and latitude of the middle of each country's largest piece, by ISO 3166 numeric code."""
    return {
        number: (round(x, 2), round(y, 2))
        for number, (x, y) in _middles(source, lambda *point: point).items()
    }


def _middles(source: Path, project: Projection) -> dict[str, Point]:
    topology = json.loads(source.read_text())
    arcs = _arcs(topology)
    found = {}
    for country in topology["objects"]["countries"]["geometries"]:
        if "id" not in country or country["id"] == ANTARCTICA or not country.get("arcs"):
            continue
        rings = [[project(*point) for point in ring] for ring in _rings(country, arcs)]
        found[country["id"]] = _centroid(max(rings, key=lambda ring: abs(_area(ring))))
    return found


def _drawn(paths: list[str], width: int, height: int) -> bytes:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'fill="#d8e0e6" stroke="#fff" stroke-width="1.2">{"".join(paths)}</svg>'
    ).encode()


def _on_paper(ring: list[Point]) -> list[Point]:
    """The ring as it is drawn on the map of Europe, cut off a little outside of its edges."""
    far = all(projection.europe(*point)[0] < -900 or abs(point[0] - 10) > 75 for point in ring)
    if far:
        return []
    points = [projection.europe(*point) for point in ring]
    (width, height), room = projection.EUROPE, 40
    for axis, edge, keeps in ((0, -room, 1), (0, width + room, -1), (1, -room, 1), (1, height + room, -1)):
        points = _cut(points, axis, edge, keeps)
    return points


def _cut(points: list[Point], axis: int, edge: float, keeps: int) -> list[Point]:
    """The part of a polygon on one side of an edge (Sutherland and Hodgman, 1974)."""
    kept: list[Point] = []
    for before, point in pairwise([points[-1], *points] if points else []):
        was_in, is_in = ((one[axis] - edge) * keeps >= 0 for one in (before, point))
        if was_in != is_in:
            part = (edge - before[axis]) / (point[axis] - before[axis])
            kept.append(tuple(b + (p - b) * part for b, p in zip(before, point, strict=True)))  # type: ignore[arg-type]
        if is_in:
            kept.append(point)
    return kept


def _arcs(topology: dict[str, Any]) -> list[list[Point]]:
    (kx, ky), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            points.append((x * kx + tx, y * ky + ty))
        arcs.append(points)
    return arcs


def _rings(country: dict[str, Any], arcs: list[list[Point]]) -> list[list[Point]]:
    polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
    rings = []
    for polygon in polygons:
        for indexes in polygon:
            points: list[Point] = []
            for index in indexes:
                piece = arcs[index] if index >= 0 else arcs[~index][::-1]
                points += piece[1:] if points else piece
            rings.append(points)
    return rings


def _outline(ring: list[Point]) -> str:
    return "".join(_path([projection.world(*point) for point in part]) for part in _cut_at_antimeridian(ring))


def _path(points: list[Point]) -> str:
    """A closed path in whole units; empty for what is too small to be seen."""
    steps = [(round(x), round(y)) for x, y in points]
    if len(set(steps)) < 3:
        return ""
    moves = pairwise(steps)
    drawn = f"M{steps[0][0]} {steps[0][1]}l"
    return drawn + " ".join(f"{x - px} {y - py}" for (px, py), (x, y) in moves if (x, y) != (px, py)) + "z"


def _cut_at_antimeridian(ring: list[Point]) -> list[list[Point]]:
    jumps = [i for i in range(1, len(ring)) if abs(ring[i][0] - ring[i - 1][0]) > 180]
    if jumps:
        ring = ring[jumps[0] : -1] + ring[: jumps[0]]
    parts = [[ring[0]]]
    for before, point in pairwise(ring):
        if abs(point[0] - before[0]) > 180:
            parts.append([])
        parts[-1].append(point)
    return parts


def _area(ring: list[Point]) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


def _centroid(ring: list[Point]) -> Point:
    area = _area(ring)
    if not area:
        return ring[0]
    x = y = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        cross = x1 * y2 - x2 * y1
        x += (x1 + x2) * cross
        y += (y1 + y2) * cross
    return x / (6 * area), y / (6 * area)
