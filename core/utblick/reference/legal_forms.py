"""Legal forms of Swedish organisations, as Bolagsverket and Skatteverket name them."""

from dataclasses import dataclass

from utblick.reference.tables import folded


@dataclass(frozen=True, slots=True)
class LegalForm:
    """A legal form: a code of ours, its names, and how people shorten it."""

    code: str
    sv: str
    en: str
    short: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        return self.sv if language == "sv" else self.en


LEGAL_FORMS = (
    LegalForm("limited_company", "aktiebolag", "limited company", ("AB", "publ AB", "AB (publ)")),
    LegalForm("general_partnership", "handelsbolag", "general partnership", ("HB",)),
    LegalForm("limited_partnership", "kommanditbolag", "limited partnership", ("KB",)),
    LegalForm(
        "sole_trader",
        "enskild firma",
        "sole trader",
        ("EF", "E.F.", "enskild näringsverksamhet", "enskild näringsidkare"),
    ),
    LegalForm("cooperative", "ekonomisk förening", "cooperative", ("Ek. för.", "EK.FÖR", "ekonomisk fören")),
    LegalForm("housing_cooperative", "bostadsrättsförening", "housing cooperative", ("BRF",)),
    LegalForm(
        "nonprofit_association", "ideell förening", "non-profit association", ("Ideell för.", "ideell")
    ),
    LegalForm("foundation", "stiftelse", "foundation", ("Stift.",)),
    LegalForm(
        "branch", "filial till utländskt bolag", "branch of a foreign company", ("filial", "utländsk filial")
    ),
    LegalForm("bank", "bankaktiebolag", "banking company", ("Bank AB", "sparbank")),
    LegalForm("municipality", "kommun", "municipality"),
    LegalForm("region", "region", "region", ("landsting",)),
    LegalForm("state_authority", "statlig myndighet", "state authority", ("statlig enhet", "myndighet")),
    LegalForm("joint_authority", "kommunalförbund", "joint municipal authority"),
    LegalForm(
        "religious_community", "registrerat trossamfund", "registered religious community", ("trossamfund",)
    ),
    LegalForm("foreign_entity", "utländsk juridisk person", "foreign legal entity"),
)


def legal_form(text: str) -> LegalForm | None:
    """The legal form of a code, a name in Swedish or English, or a usual abbreviation; None if unknown."""
    wanted = folded(text)
    for form in LEGAL_FORMS:
        if wanted in {form.code, folded(form.sv), folded(form.en), *map(folded, form.short)}:
            return form
    return None
