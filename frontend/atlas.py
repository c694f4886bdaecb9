"""Turns the world atlas (TopoJSON) into one small SVG and a table of where each country lies on it."""

import json
import math
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
WIDTH, HEIGHT = 1920, 840
SCALE = 354.2
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
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'fill="#d8e0e6" stroke="#fff" stroke-width="1.2">{"".join(paths)}</svg>'
    ).encode()


def places(source: Path) -> dict[str, tuple[int, int]]:
    """The middle of the largest piece of every country on the map, by ISO 3166 numeric code."""
    topology = json.loads(source.read_text())
    arcs = _arcs(topology)
    found = {}
    for country in topology["objects"]["countries"]["geometries"]:
        if "id" not in country or country["id"] == ANTARCTICA or not country.get("arcs"):
            continue
        rings = [[project(*point) for point in ring] for ring in _rings(country, arcs)]
        x, y = _centroid(max(rings, key=lambda ring: abs(_area(ring))))
        found[country["id"]] = (round(x), round(y))
    return found


def project(longitude: float, latitude: float) -> Point:
    """Equal Earth (Šavrič, Patterson and Jenny, 2018), in the units of the SVG."""
    half = math.sqrt(3) / 2
    theta = math.asin(half * math.sin(math.radians(latitude)))
    t2 = theta * theta
    t6 = t2**3
    east = math.radians(longitude) * math.cos(theta)
    x = east / (half * (1.340264 - 3 * 0.081106 * t2 + t6 * (7 * 0.000893 + 9 * 0.003796 * t2)))
    y = theta * (1.340264 - 0.081106 * t2 + t6 * (0.000893 + 0.003796 * t2))
    return WIDTH / 2 + x * SCALE, 470 - y * SCALE


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
    drawn = ""
    for part in _cut_at_antimeridian(ring):
        steps = [(round(x), round(y)) for x, y in (project(*point) for point in part)]
        if len(set(steps)) < 3:
            continue
        moves = pairwise(steps)
        drawn += f"M{steps[0][0]} {steps[0][1]}l"
        drawn += " ".join(f"{x - px} {y - py}" for (px, py), (x, y) in moves if (x, y) != (px, py)) + "z"
    return drawn


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
