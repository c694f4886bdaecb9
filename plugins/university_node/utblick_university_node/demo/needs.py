"""The needs of the demonstration, of companies and units that do not exist, and how far each has come."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A made-up need, and how far it has come. A grade of 0 has not been given yet."""

    host: str
    problem: str
    help_wanted: str
    days: int
    until: str
    unit: str = ""
    when: str = "open"
    country: str = ""
    kind: str = ""
    grades: tuple[int, int, int] = (5, 4, 4)
    said: str = ""
    hired: bool = False
    ends: str = ""
    visibility: str = "public"


STORIES = (
    Story(
        host="Exempel Plåt AB",
        problem="Vi slänger för mycket plåt när vi stansar kapslingar.",
        help_wanted="Någon som kan mäta och minska spillet i produktionen",
        days=325,
        until="followed_up",
        said="Demo: vi sparar ungefär en tiondel av plåten.",
        hired=True,
    ),
    Story(
        host="Exempel Fisk AB",
        problem="Vi vet för lite om kunderna i Finland.",
        help_wanted="En marknadsstudie inför export",
        country="FI",
        days=300,
        until="followed_up",
        grades=(4, 4, 5),
        said="Demo: studien pekade ut tre grossister.",
    ),
    Story(
        host="Exempel Plåt AB",
        problem="Vi vill styra lagret digitalt i stället för på papper.",
        help_wanted="En prototyp till ett enkelt system",
        days=235,
        until="delivered",
        grades=(4, 3, 4),
        said="Demo: prototypen används redan.",
    ),
    Story(
        host="",
        unit="Näringslivsenheten",
        problem="Vi vill veta om vårt arbete med externa kontakter gör skillnad för företagen.",
        help_wanted="En utvärdering med intervjuer",
        kind="evaluation_study",
        days=210,
        until="delivered",
        grades=(4, 5, 0),
        said="Demo: tydliga råd om vad vi ska göra annorlunda.",
    ),
    Story(
        host="Exempel Trähus AB",
        problem="Stommen blir fuktig under byggtiden när det regnar.",
        help_wanted="Pröva väderskydd och mäta fukt i trä",
        days=150,
        until="under_way",
    ),
    Story(
        host="Exempel Energi AB",
        problem="Vi behöver forskning om småskalig vattenkraft och fiskvägar.",
        help_wanted="En forskare eller doktorand",
        days=140,
        until="under_way",
    ),
    Story(
        host="Exempel Såg AB",
        problem="Torkningen av virke drar mycket energi.",
        help_wanted="Kartlägga energi och värme i torken",
        days=75,
        until="agreed",
    ),
    Story(
        host="",
        unit="Samhällsbyggnad",
        problem="Vi saknar en karta över tomter som passar för nya verksamheter.",
        help_wanted="Någon som kan GIS och planering",
        days=60,
        until="matched",
    ),
    Story(
        host="Exempel Möbler AB",
        problem="Våra skolmöbler ska kunna återvinnas och få nytt liv.",
        help_wanted="Formgivning och cirkulära material",
        days=40,
        until="interest",
    ),
    Story(
        host="Exempel Såg AB",
        problem="Vi vill veta vad kunder i Tyskland vill ha för paneler.",
        help_wanted="Marknad och pris inför export",
        country="DE",
        days=35,
        until="interest",
    ),
    Story(
        host="Exempel Kust & Natur AB",
        problem="Vi vill få besökare hit också på vintern.",
        help_wanted="Idéer till vinterns upplevelser, och vad besökarna säger",
        days=30,
        until="published",
    ),
    Story(
        host="Exempel Granit AB",
        problem="Frakten av sten till Finland kostar för mycket.",
        help_wanted="Räkna på transport och emballage",
        country="FI",
        days=25,
        until="published",
        visibility="node",
    ),
    Story(
        host="Exempel Fiberteknik AB",
        problem="Vi söker bättre rutiner för kvalitet i provningen.",
        help_wanted="Uppföljning av kvalitet",
        days=180,
        until="published",
        ends="expired",
    ),
    Story(
        host="Exempel Tolk & Text AB",
        problem="Vi undrar hur digitala tjänster förändrar våra uppdrag.",
        help_wanted="En studie av nya system",
        days=160,
        until="published",
        ends="withdrawn",
    ),
    Story(
        host="Exempel Schakt AB",
        problem="Maskinerna står still för mycket mellan jobben.",
        help_wanted="Se över planering och flöde",
        when="half_year",
        days=6,
        until="drafted",
    ),
)
