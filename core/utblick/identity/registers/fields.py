"""The fields of an organisation and its contact person that a register can hold, and what they are called."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from utblick.i18n import Msg, _


@dataclass(frozen=True, slots=True)
class RegisterField:
    """A field that a column can be mapped to, and the headers by which it is known."""

    name: str
    title: Msg
    headers: tuple[str, ...]


FIELDS: tuple[RegisterField, ...] = (
    RegisterField("name", _("Name"), (
        "Företagsnamn", "Företag", "Namn", "Organisation", "Organisationsnamn", "Firma", "Firmanamn",
        "Bolag", "Bolagsnamn", "Förening", "Föreningsnamn", "Kund", "Kundnamn", "Benämning",
        "Verksamhetens namn", "Name", "Company", "Company name", "Organisation name", "Organization",
        "Business name",
    )),
    RegisterField("orgnr", _("Organisation number"), (
        "Org.nr", "Orgnr", "Organisationsnummer", "Org nummer", "Orgnummer", "Organisationsnr",
        "Person-/orgnr", "Org.nummer", "PeOrgNr", "Företagsnummer", "Organisation number",
        "Organization number", "Company number", "Registration number", "Org no", "Reg no",
        "Corporate identity number",
    )),
    RegisterField("vat", _("VAT number"), (
        "Momsnr", "Momsnummer", "VAT-nr", "VAT", "VAT-nummer", "Momsregistreringsnummer", "Momsreg.nr",
        "VAT number", "VAT no",
    )),
    RegisterField("legal_form", _("Legal form"), (
        "Bolagsform", "Juridisk form", "Företagsform", "Associationsform", "Organisationsform",
        "Legal form", "Form", "Company type",
    )),
    RegisterField("contact_name", _("Contact person"), (
        "Kontaktperson", "Kontakt", "Kontaktnamn", "Kontaktpersoner", "Ansvarig", "Contact",
        "Contact person", "Contact name", "Ordförande",
    )),
    RegisterField("contact_first", _("First name of the contact person"), (
        "Förnamn", "First name", "Given name",
    )),
    RegisterField("contact_last", _("Last name of the contact person"), (
        "Efternamn", "Last name", "Surname", "Family name",
    )),
    RegisterField("contact_role", _("Title of the contact person"), (
        "Titel", "Befattning", "Roll", "Funktion", "Title", "Job title", "Role", "Position",
    )),
    RegisterField("email", _("E-mail"), (
        "E-post", "Epost", "Mail", "Mejl", "E-mail", "Email", "E-postadress", "Mailadress", "Mejladress",
        "Email address", "E-mail address",
    )),
    RegisterField("phone", _("Telephone"), (
        "Telefon", "Tel", "Telefonnummer", "Tfn", "Telefon växel", "Växel", "Telnr", "Phone", "Telephone",
        "Phone number",
    )),
    RegisterField("mobile", _("Mobile phone"), (
        "Mobil", "Mobiltelefon", "Mobilnummer", "Mobilnr", "Mobile", "Cell",
    )),
    RegisterField("street", _("Street address"), (
        "Gatuadress", "Adress", "Postadress", "Besöksadress", "Utdelningsadress", "Gata", "Street",
        "Address", "Street address",
    )),
    RegisterField("postcode", _("Postcode"), (
        "Postnr", "Postnummer", "Postkod", "Postcode", "Postal code", "Zip",
    )),
    RegisterField("town", _("Town"), ("Ort", "Postort", "Stad", "Town", "City")),
    RegisterField("municipality", _("Municipality"), (
        "Kommun", "Kommunnamn", "Kommunkod", "Säteskommun", "Municipality",
    )),
    RegisterField("country", _("Country"), ("Land", "Landkod", "Country", "Country code")),
    RegisterField("website", _("Website"), (
        "Webbplats", "Hemsida", "Webb", "Webbadress", "Webbsida", "WWW", "URL", "Website", "Web",
        "Homepage",
    )),
    RegisterField("sni", _("Industry code (SNI)"), (
        "SNI-kod", "SNI", "SNI-koder", "Branschkod", "SNI kod 2007", "SNI 2007", "SNI 2025", "NACE",
        "NACE code", "Industry code", "Huvudbransch SNI",
    )),
    RegisterField("trade", _("Line of business"), (
        "Verksamhet", "Bransch", "Verksamhetsbeskrivning", "Branschtext", "SNI-text", "Inriktning",
        "Industry", "Line of business", "Activity", "Sector",
    )),
    RegisterField("products", _("Products and services"), (
        "Produkter/tjänster", "Produkter", "Tjänster", "Produkter och tjänster", "Sortiment", "Erbjudande",
        "Products", "Services", "Products and services",
    )),
    RegisterField("employees", _("Employees"), (
        "Antal anställda", "Anställda", "Antal anst", "Medarbetare", "Antal medarbetare", "Storlek",
        "Employees", "Number of employees", "Staff", "Headcount",
    )),
    RegisterField("turnover", _("Turnover"), (
        "Omsättning", "Nettoomsättning", "Oms", "Årsomsättning", "Turnover", "Revenue", "Net sales",
        "Sales",
    )),
    RegisterField("exports", _("Exports"), (
        "Exporterar", "Export", "Exporterar ja/nej", "Exportföretag", "Exports", "Exporting", "Exporter",
    )),
    RegisterField("export_countries", _("Export countries"), (
        "Exportländer", "Exportmarknader", "Exporterar till", "Marknader", "Export countries",
        "Export markets", "Markets",
    )),
    RegisterField("languages", _("Languages"), ("Språk", "Språkkunskaper", "Languages", "Language")),
    RegisterField("last_contact", _("Last contact"), (
        "Senast kontaktad", "Senaste kontakt", "Senast kontakt", "Kontaktad", "Kontaktdatum",
        "Senaste besök", "Last contacted", "Last contact",
    )),
    RegisterField("mailings", _("Accepts mailings"), (
        "Samtycke utskick", "Samtycke", "Utskick", "Nyhetsbrev", "Vill ha utskick", "Vill ha nyhetsbrev",
        "Consent", "Newsletter", "Mailings", "Opt-in",
    )),
    RegisterField("cpv", _("CPV codes of interest"), (
        "Intressanta CPV", "CPV", "CPV-kod", "CPV-koder", "CPV codes", "CPV code",
    )),
    RegisterField("tags", _("Tags"), (
        "Taggar", "Etiketter", "Nyckelord", "Kategori", "Tags", "Keywords", "Category",
    )),
    RegisterField("note", _("Note"), (
        "Anteckning", "Anteckningar", "Kommentar", "Notering", "Övrigt", "Anmärkning", "Note", "Notes",
        "Comment", "Comments", "Remarks",
    )),
)  # fmt: skip


def field_of_header(header: str) -> str | None:
    """The field that a header names exactly, whatever its case, accents, dots and unit in brackets."""
    return _by_header().get(header_key(header))


def header_key(header: str) -> str:
    """What is compared of a header: letters and digits, without accents and what stands in brackets."""
    bare = re.sub(r"\([^)]*\)|\[[^]]*\]", "", header)
    letters = unicodedata.normalize("NFKD", bare.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


@cache
def _by_header() -> Mapping[str, str]:
    return MappingProxyType({header_key(header): known.name for known in FIELDS for header in known.headers})


@cache
def titles() -> Mapping[str, Msg]:
    """The title of every field, by its name."""
    return MappingProxyType({known.name: known.title for known in FIELDS})
