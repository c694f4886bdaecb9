"""The browser's files: what is served, how it is cached, and that the colours hold."""

import gzip
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.config.compression import CompressionConfig
from litestar.testing import TestClient

import utblick.web.assets as web_assets
from utblick.errors import Misconfigured
from utblick.web.assets import REPORT_FONTS, STATIC, VENDOR, Assets, load_assets, static_handler, theme_css
from utblick.web.colour import contrast, srgb

ROOT = Path(__file__).parents[2]
WHITE = (1.0, 1.0, 1.0)
pytestmark = pytest.mark.skipif(not VENDOR.is_dir(), reason="the assets were not built (UTBLICK_ASSETS=skip)")


@pytest.fixture(scope="module")
def assets() -> Assets:
    return load_assets(hue=150)


@pytest.fixture(scope="module")
def client(assets: Assets) -> Iterator[TestClient[Litestar]]:
    app = Litestar(
        [static_handler(assets)],
        openapi_config=None,
        compression_config=CompressionConfig(
            backend="gzip", minimum_size=100, exclude_opt_key="precompressed"
        ),
    )
    with TestClient(app) as made:
        yield made


def test_a_file_is_cached_for_ever_under_a_name_that_follows_its_content(client, assets):
    answer = client.get(assets.url("app.css"))

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert load_assets(hue=151).url("app.css") != assets.url("app.css")


def test_a_packed_twin_goes_to_browsers_that_take_it_and_is_packed_once(client, assets):
    packed = client.get(assets.url("htmx.js"), headers={"accept-encoding": "gzip"})
    plain = client.get(assets.url("htmx.js"), headers={"accept-encoding": "identity"})

    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < 16_000
    assert "content-encoding" not in plain.headers
    assert packed.content == plain.content
    assert packed.headers["vary"].lower().count("accept-encoding") == 1


def test_an_unchanged_file_is_not_sent_again(client, assets):
    first = client.get(assets.url("icons.svg"))
    again = client.get(assets.url("icons.svg"), headers={"if-none-match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("method", "name", "status"),
    [("GET", "nothing-0000000000.js", 404), ("GET", "../../etc/passwd", 404), ("POST", "app.js", 405)],
)
def test_what_is_not_there_or_not_allowed_is_refused(client, assets, method, name, status):
    url = assets.url(name) if name in assets.names else f"/static/{name}"

    assert client.request(method, url).status_code == status


def test_head_tells_the_size_without_the_file(client, assets):
    answer = client.head(assets.url("inter-latin.woff2"))

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"] == "font/woff2"
    assert int(answer.headers["content-length"]) > 40_000


def test_the_files_of_a_plugin_and_the_municipality_are_served_beside_ours(tmp_path):
    (tmp_path / "map.js").write_text("export {}")
    made = load_assets(extra={"twinning/map.js": tmp_path / "map.js"})

    assert re.fullmatch(r"/static/map-[0-9a-f]{10}\.js", made.url("twinning/map.js"))


def test_every_file_that_the_style_names_exists(assets):
    css = assets.files[assets.names["app.css"]].body.decode()
    named = re.findall(r"url\(/static/([^)]+)\)", css)

    assert len(named) == 2
    assert set(named) <= set(assets.files)
    assert "asset:" not in css


def test_ordinary_pages_stay_light(assets):
    def packed(*names: str) -> int:
        return sum(len(assets.files[assets.names[name]].zipped or b"") for name in names)

    assert packed("app.css") < 12_500
    assert packed("htmx.js", "app.js") < 20_000
    assert packed("app.css", "htmx.js", "app.js", "icons.svg") < 42_000


def test_missing_assets_are_said_plainly(monkeypatch, tmp_path):
    monkeypatch.setattr(web_assets, "VENDOR", tmp_path)

    with pytest.raises(Misconfigured, match="make install"):
        load_assets()


def test_the_theme_is_one_number():
    assert theme_css(377) == ":root{--hue:17}"


@pytest.mark.parametrize("hue", range(0, 360, 5))
def test_text_has_enough_contrast_at_every_hue(hue):
    colours = _tokens(hue)
    pairs = [
        ("brand", "card"),
        ("brand", "bg"),
        ("brand", "brand-soft"),
        ("brand", "sunk"),
        ("brand-deep", "brand-soft"),
        ("brand-deep", "brand-tint"),
        ("brand-ink", "brand"),
        ("brand-ink", "brand-deep"),
        ("ink", "bg"),
        ("ink", "brand-soft"),
        ("ink-2", "bg"),
        ("ink-2", "card"),
        ("ink-2", "sunk"),
        ("ink-2", "brand-soft"),
        ("ok", "ok-bg"),
        ("ok", "card"),
        ("warn", "warn-bg"),
        ("warn", "card"),
        ("bad", "bad-bg"),
        ("bad", "card"),
        ("bad", "sunk"),
        ("info", "info-bg"),
        ("mute", "mute-bg"),
        ("card", "bad"),
    ]

    assert {f"{a} on {b}" for a, b in pairs if contrast(colours[a], colours[b]) < 4.5} == set()


@pytest.mark.parametrize("hue", range(0, 360, 15))
def test_edges_and_marks_can_be_seen_at_every_hue(hue):
    colours = _tokens(hue)
    marks = ["line-2", "focus", "ok-fill", "bad-fill", "info-fill", "mute-fill", "brand"]

    assert {mark for mark in marks if contrast(colours[mark], colours["card"]) < 3} == set()


def _tokens(hue: int) -> dict[str, tuple[float, float, float]]:
    css = (STATIC / "css" / "00-tokens.css").read_text()
    found = re.findall(r"--([\w-]+): oklch\(([\d.]+) ([\d.]+) (var\(--hue\)|[\d.]+)\)", css)
    return {"card": WHITE} | {
        name: srgb(float(light), float(chroma), hue if at.startswith("var") else float(at))
        for name, light, chroma, at in found
    }


def test_the_lock_file_names_no_address_and_the_very_versions():
    package = json.loads((ROOT / "frontend/package.json").read_text())
    lock = (ROOT / "frontend/package-lock.json").read_text()

    assert '"resolved"' not in lock
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in package["dependencies"].values())
    locked = json.loads(lock)["packages"]
    assert {
        n: v["version"]
        for n, v in locked.items()
        if n.removeprefix("node_modules/") in package["dependencies"]
    } == {f"node_modules/{name}": version for name, version in package["dependencies"].items()}


def test_the_licences_travel_with_the_files():
    text = (VENDOR / "LICENSES.txt").read_text()

    assert [
        name
        for name in ("htmx.org", "sortablejs", "@tabler/icons", "inter", "world-atlas")
        if name not in text
    ] == []


def test_every_icon_that_a_template_names_is_in_the_sprite(assets):
    sprite = gzip.decompress(assets.files[assets.names["icons.svg"]].zipped or b"").decode()
    drawn = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    named = set()
    for template in (ROOT / "core/utblick/web/templates").rglob("*.html"):
        named |= set(re.findall(r"""icon\(["']([a-z0-9-]+)["']""", template.read_text()))
    for source in (ROOT / "core/utblick").rglob("*.py"):
        named |= set(re.findall(r"""\bicon=["']([a-z0-9-]+)["']""", source.read_text()))

    assert {"bell", "menu-2", "search"} <= named
    assert named - drawn == set()


def test_reports_find_their_fonts():
    from fontTools.ttLib import TTFont

    names = {"Inter-Regular.ttf": 400, "Inter-SemiBold.ttf": 600, "Inter-Bold.ttf": 700}
    for name, weight in names.items():
        font = TTFont(REPORT_FONTS / name)
        assert font["OS/2"].usWeightClass == weight
        assert not {ord(letter) for letter in "åäöÅÄÖéłőЛьвів€–"} - set(font.getBestCmap())


@pytest.mark.slow
def test_the_wheel_carries_every_file(tmp_path):
    import subprocess
    import sys

    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    made = subprocess.run(
        [*command, "--wheel-dir", str(tmp_path), str(ROOT)],
        check=False,
        capture_output=True,
        text=True,
        timeout=150,
    )
    assert made.returncode == 0, made.stderr
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        inside = set(wheel.namelist())
    expected = {
        path.relative_to(ROOT / "core").as_posix()
        for path in STATIC.rglob("*")
        if path.is_file() and path.name != ".stamp"
    }

    assert expected - inside == set()
