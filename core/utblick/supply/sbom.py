"""The list of parts as a software bill of materials, CycloneDX 1.6."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from utblick import __version__
from utblick.supply.parts import PYTHON, Part

_OURS = f"pkg:{PYTHON}/utblick@{__version__}"


def bill(parts: Sequence[Part], needed: Sequence[str], *, at: datetime) -> dict[str, Any]:
    """The document. The same parts give the same serial number; `needed` are those that we name ourselves."""
    known = {part.name: part.purl for part in parts if part.kind == PYTHON}
    browser = [part.purl for part in parts if part.kind != PYTHON]
    direct = sorted([*(known[name] for name in needed if name in known), *browser])
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, ' '.join([_OURS, *(part.purl for part in parts)]))}",
        "version": 1,
        "metadata": {
            "timestamp": at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            "component": {
                "type": "application",
                "bom-ref": _OURS,
                "name": "utblick",
                "version": __version__,
                "purl": _OURS,
                "licenses": [{"expression": "EUPL-1.2"}],
            },
        },
        "components": [_component(part) for part in parts],
        "dependencies": [
            {"ref": _OURS, "dependsOn": direct},
            *(
                {"ref": part.purl, "dependsOn": [known[name] for name in part.needs if name in known]}
                for part in parts
            ),
        ],
    }


def _component(part: Part) -> dict[str, Any]:
    said: dict[str, Any] = {
        "type": "library",
        "bom-ref": part.purl,
        "name": part.name,
        "version": part.version,
        "purl": part.purl,
    }
    if part.licence:
        named = {"expression": part.licence} if part.is_expression else {"license": {"name": part.licence}}
        said["licenses"] = [named]
    if part.hashes:
        said["hashes"] = [{"alg": name, "content": content} for name, content in part.hashes]
        said["properties"] = [{"name": "utblick:hashed", "value": part.hashed}]
    return said
