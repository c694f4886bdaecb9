"""Register files are read as they really are, and what cannot be read is refused with what to do."""

import tracemalloc
import zipfile
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from openpyxl import Workbook

from utblick.errors import Invalid, TooLarge
from utblick.identity.registers.columns import guess_columns, with_mapping
from utblick.identity.registers.read import open_register
from utblick.identity.registers.table import Limits

REGISTERS = Path(__file__).parents[2] / "data" / "registers"
HEADER = "Företagsnamn;Org.nr;E-post;Anteckning"
ROW = "Exempel Såg AB;559980-0017;info@exempel-sag.example;Möte på ön"


def written(tmp_path, content, name="register.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def workbook(tmp_path, *rows, title="Blad1", merge=(), more=()):
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    for area in merge:
        book.active.merge_cells(area)
    for name, lines in more:
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    path = tmp_path / "register.xlsx"
    book.save(path)
    return path


def cells(path):
    return [record.cells for record in open_register(path).records()]


def refusal(path, **limits):
    with pytest.raises(Invalid) as refused:
        open_register(path, limits=Limits(**limits)).sample()
    return str(refused.value)


@pytest.mark.parametrize(
    ("file", "encoding", "delimiter", "rows"),
    [
        ("foretagsregister_utf8bom.csv", "utf-8-sig", ";", 180),
        ("foretagsregister_windows1252.csv", "windows-1252", ";", 140),
        ("foretagsregister.xlsx", None, None, 320),
    ],
)
def test_the_registers_of_the_pilot_are_read_whole(file, encoding, delimiter, rows):
    table = open_register(REGISTERS / file)

    assert (table.encoding, table.delimiter, len(list(table.records()))) == (encoding, delimiter, rows)


@pytest.mark.parametrize(
    ("encoding", "mark", "found"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8-sig"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
        ("utf-16-le", b"", "utf-16-le"),
        ("windows-1252", b"", "windows-1252"),
        ("cp850", b"", "cp850"),
        ("mac-roman", b"", "mac-roman"),
    ],
)
def test_any_encoding_that_swedish_offices_use_is_found(tmp_path, encoding, mark, found):
    path = written(tmp_path, mark + f"{HEADER}\r\n{ROW}\r\n".encode(encoding))

    table = open_register(path)

    assert table.encoding == found
    assert table.columns == ("Företagsnamn", "Org.nr", "E-post", "Anteckning")
    assert cells(path) == [("Exempel Såg AB", "559980-0017", "info@exempel-sag.example", "Möte på ön")]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_any_delimiter_is_found_and_quoted_line_breaks_stay_in_their_cell(tmp_path, delimiter):
    text = (
        delimiter.join(["Namn", "Org.nr", "Notering"])
        + "\n"
        + delimiter.join(["A AB", "1", '"rad 1\nrad; 2, 3|4"'])
    )

    table = open_register(written(tmp_path, text))

    assert table.delimiter == delimiter
    assert [record.cells for record in table.records()] == [("A AB", "1", "rad 1\nrad; 2, 3|4")]


def test_a_first_line_that_names_the_delimiter_is_believed(tmp_path):
    assert cells(written(tmp_path, "sep=|\nNamn|Org.nr\nA, B; C AB|1\n")) == [("A, B; C AB", "1")]


def test_titles_blank_rows_sums_footnotes_and_repeated_headers_are_no_data(tmp_path):
    text = f"Företagsregister Nordanstig;;;\nUppdaterad 2026-11-20;;;\n\n{HEADER}\n{ROW}\n;;;\n{HEADER}\nSumma Redovisning AB;559980-0033;;\nSumma;2;;\nKälla: näringslivsenheten;;;"  # fmt: skip

    records = list(open_register(written(tmp_path, text)).records())

    assert [(r.row, r.line, r.cells[0]) for r in records] == [
        (1, 5, "Exempel Såg AB"),
        (2, 8, "Summa Redovisning AB"),
    ]


def test_rows_that_are_too_short_or_too_long_keep_their_cells(tmp_path):
    records = list(open_register(written(tmp_path, f"{HEADER}\nA AB\nB AB;1;;;;\nC AB;1;2;3;4;5")).records())

    assert [(r.cells, r.surplus) for r in records] == [
        (("A AB", None, None, None), 0),
        (("B AB", "1", "", ""), 0),
        (("C AB", "1", "2", "3"), 2),
    ]


def test_the_sheet_with_a_register_is_found_among_others(tmp_path):
    path = workbook(
        tmp_path, ["Läs mig"], more=[("Företag", [["Namn", "Org.nr", "Ort"], ["A AB", 5599800017, "Gnarp"]])]
    )

    assert open_register(path).sheet == "Företag"
    assert cells(path) == [("A AB", 5599800017, "Gnarp")]


def test_merged_cells_are_filled_downwards_and_dates_are_dates(tmp_path):
    day = datetime(2026, 5, 7)  # noqa: DTZ001 – Excel knows no time zones
    path = workbook(
        tmp_path, ["Register 2026"], ["Namn", "Kommun", "Senast kontaktad"],
        ["A AB", "Nordanstig", day], ["B AB", None, 46149], ["C AB", "Gävle", "x"],
        merge=["A1:C1", "B3:B4"],
    )  # fmt: skip

    assert cells(path) == [("A AB", "Nordanstig", day), ("B AB", "Nordanstig", 46149), ("C AB", "Gävle", "x")]


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_refused(tmp_path, content):
    assert refusal(written(tmp_path, content)).startswith("The file is empty.")


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        b"%PDF-1.7\n1 0 obj\n",
        bytes(4000),
        b"Namn;Org.nr\nA\x00B;1\n",
    ],
)
def test_what_is_no_table_is_refused(tmp_path, content):
    assert refusal(written(tmp_path, content)).startswith(("This is not a table.", "The file is empty."))


def test_two_columns_of_one_name_are_refused_and_named(tmp_path):
    message = refusal(written(tmp_path, "Namn;Telefon;Ort;telefon\nA AB;1;Gnarp;2\n"))

    assert message.startswith("Several columns have the same name: “Telefon”, “telefon”.")


def test_a_file_without_a_header_is_refused(tmp_path):
    assert refusal(written(tmp_path, "A AB;1;x\nB AB;2;y\n")).startswith("No header row was recognised.")


def test_a_quotation_mark_that_is_never_closed_is_refused(tmp_path):
    text = f'{HEADER}\n"Exempel Såg AB;1;2;3\n' + f"{ROW}\n" * 4000

    assert "a quotation mark seems never to be closed" in refusal(written(tmp_path, text))


def test_old_and_protected_workbooks_are_refused_with_what_to_do(tmp_path):
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)

    assert "(.xls)" in refusal(written(tmp_path, old))
    assert "password" in refusal(written(tmp_path, old + "EncryptedPackage".encode("utf-16-le")))


def test_archives_that_are_no_workbook_are_refused(tmp_path):
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", "<x/>")

    assert refusal(path).startswith("This is not an Excel workbook.")


@pytest.mark.parametrize("cut", [200, 1500, 4000])
def test_a_damaged_workbook_is_refused(tmp_path, cut):
    path = workbook(tmp_path, ["Namn", "Org.nr"], ["A AB", 1])
    path.write_bytes(path.read_bytes()[:cut])

    assert refusal(path).startswith("The workbook is damaged")


@pytest.mark.parametrize("sheet", [
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><worksheet><sheetData/></worksheet>',
    "<worksheet><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>Namn</t></is></c></row>",
])  # fmt: skip
def test_a_workbook_with_entities_or_broken_xml_is_refused(tmp_path, sheet):
    path = workbook(tmp_path, ["Namn", "Org.nr"], ["A AB", 1])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in (parts | {"xl/worksheets/sheet1.xml": sheet.encode()}).items():
            archive.writestr(name, part)

    assert refusal(path).startswith("The workbook is damaged")


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)

    with pytest.raises(TooLarge) as refused:
        open_register(path)

    assert str(refused.value).startswith("The file is 100 MB. At most 50 MB")


def test_a_workbook_that_unpacks_to_far_more_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(40 * 1024 * 1024))

    with pytest.raises(TooLarge) as refused:
        open_register(path, limits=Limits(unpacked_bytes=20 * 1024 * 1024))

    assert str(refused.value).startswith("The workbook unpacks to 40 MB")


def test_more_rows_than_the_limit_are_refused(tmp_path):
    table = open_register(written(tmp_path, HEADER + f"\n{ROW}" * 4), limits=Limits(rows=3))

    with pytest.raises(TooLarge):
        list(table.records())


def as_excel_saves(path, lines):
    """A workbook whose cells point at texts that stand in a file of their own, each once."""
    Workbook().save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    texts = {}
    rows = "".join(
        "<row>"
        + "".join(f'<c t="s"><v>{texts.setdefault(cell, len(texts))}</v></c>' for cell in line)
        + "</row>"
        for line in lines
    )
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    parts["xl/worksheets/sheet1.xml"] = (
        f"<worksheet {main}><sheetData>{rows}</sheetData></worksheet>".encode()
    )
    parts["xl/sharedStrings.xml"] = (
        f"<sst {main}>" + "".join(f"<si><t>{escape(one)}</t></si>" for one in texts) + "</sst>"
    ).encode()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'.encode()
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def test_a_workbook_as_excel_saves_it_is_read_like_any_other(tmp_path):
    lines = [HEADER.split(";"), ROW.split(";"), ["Å & Ö <AB>", *ROW.split(";")[1:]]]

    table = open_register(as_excel_saves(tmp_path / "excel.xlsx", lines))

    assert list(table.columns) == HEADER.split(";")
    assert [list(record.cells) for record in table.records()] == lines[1:]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "saved by Excel"])
def test_memory_stays_flat_however_long_the_file_is(tmp_path, kind):
    if kind == "csv":
        path = written(tmp_path, HEADER + f"\n{ROW}" * 40_000)
    elif kind == "saved by Excel":
        lines = ([f"{cell} {number}" for cell in ROW.split(";")] for number in range(2_000))
        path = as_excel_saves(tmp_path / "long.xlsx", [HEADER.split(";"), *lines])
    else:
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Blad1")
        sheet.append(HEADER.split(";"))
        for _row in range(6_000):
            sheet.append(ROW.split(";"))
        path = tmp_path / "long.xlsx"
        book.save(path)
    table = open_register(path)

    tracemalloc.start()
    count = sum(1 for _record in table.records())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count == {"csv": 40_000, "xlsx": 6_000, "saved by Excel": 2_000}[kind]
    assert peak < 4 * 1024 * 1024


def test_columns_are_guessed_by_header_and_by_what_stands_in_them(tmp_path):
    path = written(tmp_path, "Firma;Nummer;Epostadr;Hemsidan;Postnr.;Kod\nA AB;559980-0017;info@a.example;www.a.example;820 77;43.120\nB AB;559980-0033;info@b.example;www.b.example;820 70;16.101")  # fmt: skip

    columns = guess_columns(open_register(path))

    assert [column.field for column in columns] == ["name", "orgnr", "email", "website", "postcode", "sni"]
    assert columns[0].samples == ("A AB", "B AB")
    assert columns[0].confidence > columns[1].confidence > 0.5


def test_samples_of_a_column_show_no_personal_number(tmp_path):
    path = written(tmp_path, "Namn;Org.nr\nA;19121212-1212\nB AB;559980-0017\n")

    assert guess_columns(open_register(path))[1].samples == ("••••••-••••", "559980-0017")


def test_a_person_can_choose_other_fields_for_the_columns(tmp_path):
    columns = guess_columns(open_register(written(tmp_path, f"{HEADER}\n{ROW}\n")))

    chosen = with_mapping(columns, {"Anteckning": "products", "E-post": ""})

    assert [column.field for column in chosen] == ["name", "orgnr", None, "products"]


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ({"Finns ej": "name"}, "There is no column named “Finns ej” in the file."),
        ({"E-post": "colour"}, "“colour” is not a field that can be imported."),
        ({"E-post": "note", "Anteckning": "note"}, "Two columns cannot be imported into the same field."),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(tmp_path, mapping, said):
    columns = guess_columns(open_register(written(tmp_path, f"{HEADER}\n{ROW}\n")))

    with pytest.raises(Invalid) as refused:
        with_mapping(columns, mapping)

    assert str(refused.value).startswith(said)
