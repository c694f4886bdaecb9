"""Charts: every number is there for eyes, for ears and as a table; nothing of a label becomes markup."""

import xml.etree.ElementTree as ET
from decimal import Decimal
from functools import partial

import pytest

from utblick.web import charts
from utblick.web.assets import VENDOR, load_assets
from utblick.web.charts.frame import nice_top
from utblick.web.place_map import place_map
from utblick.web.world import world_map

SVG = "{http://www.w3.org/2000/svg}"


def parsed(html):
    return ET.fromstring(str(html))


def cells(figure):
    return [[cell.text for cell in row] for row in figure.iter("tr")]


def test_a_bar_chart_says_its_numbers_three_ways():
    figure = parsed(charts.bar("Avtal", [("Kv 1", 2), ("Kv 2", 5)], unit="st"))

    assert figure.find("svg").get("aria-label") == "Avtal: Kv 1 2 st, Kv 2 5 st"
    assert figure.find("svg").get("role") == "img"
    assert cells(figure) == [["What", "Value"], ["Kv 1", "2 st"], ["Kv 2", "5 st"]]
    heights = [float(box.get("height")) for box in figure.iter("rect")]
    assert heights[1] == pytest.approx(heights[0] * 2.5, abs=0.2)


def test_labels_never_become_markup():
    evil = '<script>alert(1)</script>"'
    for html in (
        charts.bar(evil, [(evil, 1)]),
        charts.stacked(evil, [evil], [(evil, [1])]),
        charts.line(evil, [(evil, 1), (evil, 2)], target=3, target_label=evil),
        charts.ring(1, 2, label=evil),
        charts.sparkline([1, 2], label=evil),
        charts.bar(evil, [(evil, 1)], standalone=True),
    ):
        assert "<script" not in html
        assert parsed(html) is not None


def test_a_stacked_bar_shows_the_sum_and_each_part():
    figure = parsed(charts.stacked("Läge", ["Öppna", "Vunna"], [("Norge", [3, 1]), ("Japan", [0, 0])]))

    assert figure.find("svg").get("aria-label") == "Läge: Norge 4, Japan 0"
    assert cells(figure) == [[None, "Öppna", "Vunna"], ["Norge", "3", "1"], ["Japan", "0", "0"]]
    assert [item[0].tail for item in figure.find("ul")] == ["Öppna", "Vunna"]


def test_a_line_tells_from_where_to_where_and_its_target():
    figure = parsed(charts.line("Mål", [("jan", 0), ("feb", 1), ("mar", 3)], target=5, steps=True))

    assert figure.find("svg").get("aria-label") == "Mål: from 0 (jan) to 3 (mar). Target 5"
    assert "H" in figure.find("svg").findall("path")[-2].get("d")


@pytest.mark.parametrize("points", [[], [("jan", 0)], [("jan", Decimal("1.5"))], [("a", 0), ("b", 0)]])
def test_little_data_still_makes_a_chart(points):
    assert "NaN" not in charts.line("Mål", points)
    assert "NaN" not in charts.bar("Mål", points)
    assert "NaN" not in charts.sparkline([value for _label, value in points])


@pytest.mark.parametrize(
    ("value", "maximum", "shown"), [(3, 5, "60%"), (7, 5, "140%"), (0, 5, "0%"), (1, 0, "0%")]
)
def test_a_ring_shows_the_share(value, maximum, shown):
    figure = parsed(charts.ring(value, maximum, label="Avtal"))

    assert figure.find("svg").get("aria-label") == f"Avtal: {value} of {maximum}"
    assert next(figure.iter("text")).text == shown


def test_alone_a_chart_carries_its_own_looks_for_a_report():
    for html in (
        charts.bar("A", [("b", 1)], standalone=True, hue=150),
        charts.line("A", [("b", 1), ("c", 2)], target=3, standalone=True),
        charts.ring(1, 2, standalone=True, tone="ok"),
        charts.stacked("A", ["x"], [("b", [1])], standalone=True),
        charts.sparkline([1, 2], standalone=True),
    ):
        svg = parsed(html)
        assert svg.tag == f"{SVG}svg"
        assert svg.get("width").isdigit()
        assert "class=" not in html
        assert all(mark.get("fill") for mark in svg.iter(f"{SVG}rect"))


def test_alone_a_chart_can_stand_in_a_typst_report(tmp_path):
    import typst

    (tmp_path / "chart.svg").write_text(charts.bar("Avtal", [("Kv 1", 2), ("Kv 2", 5)], standalone=True))
    (tmp_path / "report.typ").write_text('#image("chart.svg")')

    assert typst.compile(str(tmp_path / "report.typ"), font_paths=[str(VENDOR / "fonts")]).startswith(b"%PDF")


def test_words_and_numbers_are_spoken_in_the_readers_language():
    speech = charts.Speech(
        translate={"Show as a table": "Visa som tabell", "What": "Vad", "Value": "Värde"}.__getitem__,
        number=lambda value: f"{value} st",
    )

    assert "Visa som tabell" in charts.bar("Avtal", [("a", 2)], speech=speech)
    assert "2 st" in charts.bar("Avtal", [("a", 2)], speech=speech)


@pytest.mark.parametrize(
    ("highest", "top"), [(0, 1), (0.4, 1), (1, 1), (5, 5), (7, 8), (22, 25), (99, 100), (1204, 1500)]
)
def test_the_scale_ends_at_a_round_number(highest, top):
    assert nice_top(highest) == top


@pytest.mark.skipif(not VENDOR.is_dir(), reason="the assets were not built")
def test_the_map_puts_a_circle_on_each_country_and_lists_them_all():
    figure = parsed(
        world_map("Kontakter", {"SE": 100, "SG": 1, "XK": 2}, assets=load_assets(), language="sv")
    )

    circles = {circle.find("title").text: float(circle.get("r")) for circle in figure.iter("circle")}
    sizes = {name: radius / circles["Singapore: 1"] for name, radius in circles.items()}
    assert sizes == {"Sverige: 100": pytest.approx(44 / 14, rel=0.02), "Singapore: 1": 1}
    assert cells(figure) == [["Country", "Number"], ["Sverige", "100"], ["Kosovo", "2"], ["Singapore", "1"]]
    sweden, singapore = figure.iter("circle")
    assert float(sweden.get("cx")) < float(singapore.get("cx"))
    assert float(sweden.get("cy")) < float(singapore.get("cy"))


@pytest.mark.skipif(not VENDOR.is_dir(), reason="the assets were not built")
def test_the_map_shows_where_the_contacts_are_and_leaves_the_home_country_without_a_circle():
    drawn = partial(world_map, "Kontakter", assets=load_assets(), home="SE", link="/organisations?country={}")
    near = parsed(drawn({"SE": 40, "NO": 2}))
    far = parsed(drawn({"SE": 40, "NO": 2, "JP": 1}))

    assert [circle.find("title").text for circle in near.iter("circle")] == ["Norway: 2"]
    assert [link.get("href") for link in near.iter("a")] == [
        "/organisations?country=SE",
        "/organisations?country=NO",
    ]
    widths = [float(one.find("svg").get("viewBox").split()[2]) for one in (near, far)]
    assert widths[0] < widths[1] <= 1920


RAUMA = charts.Place(name="Raumo", country="FI", longitude=21.51, latitude=61.13, url="/town", note="vilar")
MORS = charts.Place(name="Nykøbing Mors", country="DK", longitude=8.85, latitude=56.79, tone="ok")
HOME = charts.Place(name="Nordanstig", country="SE", longitude=17.06, latitude=61.98)


def spots(figure):
    return {
        mark[2].text: mark.get("transform") for mark in figure.iter("g") if "ours" not in mark.get("class")
    }


@pytest.mark.skipif(not VENDOR.is_dir(), reason="the assets were not built")
def test_a_map_of_places_has_a_spot_a_line_from_home_and_a_row_for_each():
    drawn = place_map("Vänorter", [RAUMA, MORS], assets=load_assets(), home=HOME, language="sv")
    figure = parsed(drawn)

    (x1, y1), (x2, y2) = (
        [float(number) for number in where.split(")")[0].removeprefix("translate(").split()]
        for where in spots(figure).values()
    )
    assert (x1 > x2, y1 < y2) == (True, True)
    assert len([path for path in figure.iter("path") if path.get("class") == "tie"]) == 2
    assert [(one.get("href"), one.text) for one in figure.iter("a")] == [("/town", "Raumo")]
    assert cells(figure)[1:] == [["Raumo", "Finland", "vilar"], ["Nykøbing Mors", "Danmark", None]]
    assert "europe-" in str(drawn)


@pytest.mark.skipif(not VENDOR.is_dir(), reason="the assets were not built")
def test_a_place_without_coordinates_stands_in_its_country_and_one_far_away_on_the_world():
    finland = charts.Place(name="Exempelby", country="FI")
    japan = charts.Place(name="Exempelmura", country="JP")
    nowhere = charts.Place(name="Ingenstans", country="")

    near = place_map("Orter", [finland, nowhere], assets=load_assets())
    far = place_map("Orter", [finland, japan], assets=load_assets())

    assert list(spots(parsed(near))) == ["Exempelby"]
    assert "Ingenstans" in near
    assert ("europe-" in str(near), "world-" in str(far)) == (True, True)


@pytest.mark.skipif(not VENDOR.is_dir(), reason="the assets were not built")
def test_a_name_that_would_run_into_another_place_stands_in_the_list_alone():
    where = {"Hudiksvall": (17.1, 61.73), "Ljusdal": (16.09, 61.83), "Tartu": (26.72, 58.38)}
    near = [
        charts.Place(name=name, country="SE", longitude=longitude, latitude=latitude)
        for name, (longitude, latitude) in where.items()
    ]

    drawn = place_map("Orter", near, assets=load_assets())

    named = [text.text for text in parsed(drawn).iter("text") if text.get("class") == "name"]
    assert named == ["Hudiksvall", "Tartu"]
    assert all(f"{number}. {place.name}" in drawn for number, place in enumerate(near, start=1))


@pytest.mark.skipif(not VENDOR.is_dir(), reason="the assets were not built")
def test_two_places_at_the_same_spot_are_both_seen():
    twice = [charts.Place(name=name, country="FI") for name in ("Ett", "Två")]

    assert len(set(spots(parsed(place_map("Orter", twice, assets=load_assets()))).values())) == 2


def test_a_qr_code_is_read_aloud_by_its_label():
    code = parsed(charts.qr("https://utblick.example/door/abc", label="Kod till dörren"))

    assert (code.tag, code.get("aria-label"), code.get("role")) == (f"{SVG}svg", "Kod till dörren", "img")
