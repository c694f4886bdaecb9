"""A row becomes an organisation in normal form, and every cell that was not understood is named."""

from datetime import date
from decimal import Decimal

from utblick.identity.registers.columns import guess_columns
from utblick.identity.registers.read import open_register
from utblick.identity.registers.rows import RowReader

HEADER = (
    "Företagsnamn;Org.nr;Bolagsform;Kontaktperson;Titel;E-post;Telefon;Mobil;Gatuadress;Postnr;Ort;Kommun;Land;"
    "Webbplats;SNI-kod;Verksamhet;Antal anställda;Omsättning (tkr);Exporterar;Exportländer;Språk;Senast kontaktad;"
    "Samtycke utskick;Intressanta CPV;Anteckning"
)


def read(tmp_path, **cells):
    names = HEADER.split(";")
    assert set(cells) <= {
        name.split("(")[0].strip().replace("-", "").replace(".", "").replace(" ", "_") for name in names
    }
    keys = [name.split("(")[0].strip().replace("-", "").replace(".", "").replace(" ", "_") for name in names]
    path = tmp_path / "register.csv"
    path.write_text(HEADER + "\n" + ";".join(f'"{cells.get(key, "")}"' for key in keys) + "\n")
    table = open_register(path)
    (record,) = table.records()
    return RowReader(guess_columns(table), shifted_is_fatal=True).read(record)


def codes(candidate):
    return [(problem.column, problem.code) for problem in candidate.problems]


def test_a_full_row_is_read_whole(tmp_path):
    candidate = read(
        tmp_path, Företagsnamn="Exempel Såg AB", Orgnr="SE559980001701", Bolagsform="Aktiebolag",
        Kontaktperson="Anna Exempel", Titel="VD", Epost="Anna@Exempel-Sag.example", Telefon="0980-319 213",
        Mobil="070-174 06 05", Gatuadress="Storgatan 1", Postnr="SE-82077", Ort="GNARP", Kommun="Nordanstigs kommun",
        Webbplats="www.exempel-sag.example", SNIkod="16101", Verksamhet="Sågning av trä", Antal_anställda="ca 12",
        Omsättning="9,9 mkr", Exporterar="X", Exportländer="Norge och Holland", Språk="svenska/tyska",
        Senast_kontaktad="13 september 2025", Samtycke_utskick="Ja", Intressanta_CPV="03410000-7", Anteckning="Ny ägare",
    )  # fmt: skip

    assert dict(candidate.values) == {
        "name": "Exempel Såg AB", "orgnr": "559980-0017", "legal_form": "AB", "phone": "+46 980 31 92 13",
        "street": "Storgatan 1", "postcode": "820 77", "town": "Gnarp", "municipality": "2132", "nuts": "SE313",
        "country": "SE", "website": "https://www.exempel-sag.example", "sni": "16.101", "sni_version": "2007",
        "trade": "Sågning av trä", "employees": 12, "size_class": "small", "turnover": Decimal("9900000.0"),
        "turnover_currency": "SEK", "exports": True, "export_countries": ("NO", "NL"), "languages": ("sv", "de"),
        "last_contact": date(2025, 9, 13), "mailings": True, "cpv": ("03410000",), "note": "Ny ägare",
    }  # fmt: skip
    assert candidate.contact is not None
    assert (candidate.contact.name, candidate.contact.role) == ("Anna Exempel", "VD")
    assert (candidate.contact.email, candidate.contact.phone) == (
        "anna@exempel-sag.example",
        "+46 70 174 06 05",
    )
    assert candidate.problems == ()


def test_an_office_address_belongs_to_the_organisation_and_not_to_its_contact_person(tmp_path):
    candidate = read(
        tmp_path,
        Företagsnamn="A AB",
        Orgnr="559980-0017",
        Kontaktperson="Anna Exempel",
        Epost="info@a.example",
    )

    assert candidate.values["email"] == "info@a.example"
    assert candidate.contact is not None
    assert candidate.contact.email == ""


def test_every_dirty_cell_is_a_warning_and_the_row_is_still_imported(tmp_path):
    candidate = read(
        tmp_path, Företagsnamn="  EXEMPEL  AB ", Orgnr="559980-0018", Epost="info at exempel.example", Telefon="980319213",
        Postnr="82077a7", Kommun="Ankeborg", Land="Narnia", Webbplats="saknar hemsida", SNIkod="trä",
        Antal_anställda="några", Omsättning="hemlig", Exporterar="kanske", Exportländer="Norge, Narnia",
        Språk="klingonska", Senast_kontaktad="31/02 2025", Intressanta_CPV="möbler",
    )  # fmt: skip

    assert codes(candidate) == [
        ("Företagsnamn", "name_variant"), ("Land", "country_unknown"), ("Kommun", "municipality_unknown"),
        ("Org.nr", "orgnr_checksum"), ("E-post", "email_invalid"), ("Telefon", "phone_lost_zero"),
        ("Webbplats", "website_invalid"), ("SNI-kod", "sni_unclear"), ("Intressanta CPV", "cpv_unclear"),
        ("Antal anställda", "employees_unclear"), ("Omsättning (tkr)", "turnover_unclear"),
        ("Exporterar", "exports_unclear"), ("Exportländer", "export_countries_unknown"), ("Språk", "languages_unknown"),
        ("Senast kontaktad", "date_invalid"),
    ]  # fmt: skip
    assert candidate.is_importable
    assert "orgnr" not in candidate.values
    assert candidate.unverified == "559980-0018"
    assert "Kommun: Ankeborg" in candidate.remarks
    assert "Senast kontaktad: 31/02 2025" in candidate.remarks


def test_a_personal_number_leaves_no_trace(tmp_path):
    candidate = read(
        tmp_path, Företagsnamn="Exempel Strategi", Orgnr="19121212-1212", Bolagsform="Enskild firma",
        Anteckning="Ägarens nummer är 121212-1212.",
    )  # fmt: skip

    assert codes(candidate) == [
        ("Org.nr", "personal_number_in_orgnr"),
        ("Anteckning", "personal_number_in_text"),
    ]
    assert candidate.values["note"] == "Ägarens nummer är ••••••-••••."
    assert "1212" not in repr(candidate)


def test_a_sole_trader_owes_no_organisation_number_and_a_company_does(tmp_path):
    assert codes(read(tmp_path, Företagsnamn="Exempel", Bolagsform="Enskild firma")) == []
    assert codes(read(tmp_path, Företagsnamn="Exempel AB", Orgnr="000000-0000")) == [
        ("Org.nr", "orgnr_missing")
    ]


def test_a_month_is_kept_in_the_note_and_not_made_a_day(tmp_path):
    candidate = read(tmp_path, Företagsnamn="A AB", Orgnr="559980-0017", Senast_kontaktad="januari 2024")

    assert codes(candidate) == [("Senast kontaktad", "date_imprecise")]
    assert "last_contact" not in candidate.values
    assert candidate.remarks == ("Senast kontaktad: januari 2024",)


def test_a_row_without_a_name_cannot_be_imported(tmp_path):
    candidate = read(tmp_path, Orgnr="559980-0017")

    assert codes(candidate) == [("Företagsnamn", "name_missing")]
    assert not candidate.is_importable


def test_a_row_with_shifted_cells_is_not_imported(tmp_path):
    candidate = read(tmp_path, Företagsnamn="A AB", Orgnr="559980-0017", Anteckning='x";"y";"z')

    assert ("Företagsnamn", "too_many_cells") in codes(candidate)
    assert not candidate.is_importable


def test_a_foreign_number_is_kept_as_what_it_is(tmp_path):
    candidate = read(tmp_path, Företagsnamn="Exempel Oy", Land="Finland", Orgnr="FI20774740")

    assert (candidate.vat, candidate.values["country"], candidate.problems) == ("FI20774740", "FI", ())


def test_the_number_tells_what_sort_of_body_it_is(tmp_path):
    kinds = [read(tmp_path, Företagsnamn="X", Orgnr=number).values.get("kind")
             for number in ("212000-2312", "202100-2114", "802990-1934", "559980-0017")]  # fmt: skip

    assert kinds == ["municipality", "authority", "association", None]
