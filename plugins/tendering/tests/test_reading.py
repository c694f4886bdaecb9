import csv
import gzip
import json
import re

import pytest

from utblick_tendering.reading import NoticeRefused, read_file, summary
from utblick_tendering.reading.stored import document, restored


def test_made_up_notices_say_what_is_expected(notices):
    expected = json.loads((notices / "EXPECTED.json").read_text())

    read = {name: json.loads(json.dumps(summary(read_file(notices / name)))) for name in expected}

    assert read == expected


def test_examples_of_the_sdk_say_what_the_index_says(notices):
    with (notices / "eforms/INDEX.csv").open() as index:
        rows = list(csv.DictReader(index))

    for row in rows:
        said = summary(read_file(notices / "eforms" / row["file"]))
        assert {
            "document": said["document"],
            "subtype": said["notice_subtype"] or "",
            "notice_type": said["notice_type"] or "",
            "form_type": said["form_type"] or "",
            "languages": "|".join(said["languages"]),
            "title": next(iter((said["title"] or {}).values()), ""),
            "buyer": next(iter(said["buyers"][0].values())) if said["buyers"] else "",
            "cpv_main": said["cpv_main"] or "",
            "lots": str(said["lot_count"]),
            "nuts": "|".join(said["nuts_all"]),
            "deadlines": "|".join(said["deadlines_distinct"]),
        } == {name: value for name, value in row.items() if name != "file"}


def test_older_ted_notices_are_read(notices):
    planned = summary(read_file(notices / "ted/086783-2017.xml"))
    awarded = read_file(notices / "ted/145160-2022.xml")

    assert planned["title"] == {"SWE": "Swedavia Ramavtal PCA Aggregat."}
    assert planned["buyers"] == [{"SWE": "Swedavia AB"}]
    assert planned["cpv_all"] == ["34960000"]
    assert planned["nuts_all"] == ["SE"]
    assert planned["publication_number"] == "86783-2017"
    assert planned["estimated_value"] == {"amount": "57000000", "currency": "SEK"}
    assert (planned["notice_type"], planned["form_type"]) == ("pin-rtl", "planning")
    assert {result.code for result in awarded.results} == {"selec-w"}
    assert awarded.winners == (), "names that were left out are not made up"


def test_a_form_without_a_title_has_the_headline_in_its_own_language(notices, tmp_path):
    form = (notices / "ted/086783-2017.xml").read_text(encoding="utf-8")
    finnish = re.sub(r"<TITLE>.*?</TITLE>", "", form, flags=re.DOTALL).replace(
        "<LG_ORIG>SV</LG_ORIG>", "<LG_ORIG>FI</LG_ORIG>"
    )
    file = tmp_path / "finnish.xml"
    file.write_text(finnish, encoding="utf-8")

    assert (read_file(file).title or {})["FIN"] == "Lentoaseman laitteet"


def test_fillers_are_unknown_and_every_language_is_kept(notices):
    many = read_file(notices / "eforms/cn_24_multilingual.xml")

    assert len(many.title or {}) == 24
    assert read_file(notices / "S11_can-standard_ockelbo.xml").deadlines == ()


def test_packed_notice_is_read_and_measured_unpacked(notices, tmp_path):
    plain = (notices / "S02_cn-standard_hudiksvall.xml").read_bytes()
    packed = tmp_path / "notice.xml.gz"
    packed.write_bytes(gzip.compress(plain))

    assert read_file(packed).publication_number == "765210-2026"
    with pytest.raises(NoticeRefused, match="larger than"):
        read_file(packed, largest=len(plain) - 1)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"   ", "not sound XML"),
        (b"PK\x03\x04 no xml at all", "not sound XML"),
        (b"<html><body>No notice</body></html>", "its root is html"),
        (b"<ContractNotice><cut", "not sound XML"),
        (b"\x1f\x8b\x08broken", "damaged"),
        (
            b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><ContractNotice>&x;</ContractNotice>",
            "DOCTYPE",
        ),
        (b"<?xml version='1.0' encoding='no-such'?><ContractNotice/>", "not sound XML"),
    ],
)
def test_what_is_no_notice_is_refused_with_a_sentence(tmp_path, content, why):
    file = tmp_path / "file.xml"
    file.write_bytes(content)

    with pytest.raises(NoticeRefused, match=why):
        read_file(file)


def test_a_notice_that_is_kept_as_json_comes_back_whole(notices):
    for file in [*notices.glob("*.xml"), *notices.glob("eforms/*.xml"), *notices.glob("ted/*.xml")]:
        try:
            read = read_file(file)
        except NoticeRefused:
            continue
        assert restored(json.loads(json.dumps(document(read)))) == read, file.name
