"""What the older TED forms say in codes of their own, in the codes of eForms."""

LANGUAGES = {
    "BG": "BUL", "CS": "CES", "DA": "DAN", "DE": "DEU", "EL": "ELL", "EN": "ENG", "ES": "SPA", "ET": "EST",
    "FI": "FIN", "FR": "FRA", "GA": "GLE", "HR": "HRV", "HU": "HUN", "IS": "ISL", "IT": "ITA", "LT": "LIT",
    "LV": "LAV", "MT": "MLT", "NL": "NLD", "NO": "NOR", "PL": "POL", "PT": "POR", "RO": "RON", "SK": "SLK",
    "SL": "SLV", "SV": "SWE",
}  # fmt: skip

FORMS = {
    "F01": ("pin-only", "planning"),
    "F02": ("cn-standard", "competition"),
    "F03": ("can-standard", "result"),
    "F04": ("pin-only", "planning"),
    "F05": ("cn-standard", "competition"),
    "F06": ("can-standard", "result"),
    "F07": ("qu-sy", "competition"),
    "F08": ("pin-buyer", "planning"),
    "F12": ("cn-desg", "competition"),
    "F13": ("can-desg", "result"),
    "F15": ("veat", "dir-awa-pre"),
    "F16": ("pin-only", "planning"),
    "F17": ("cn-standard", "competition"),
    "F18": ("can-standard", "result"),
    "F19": ("subco", "competition"),
    "F20": ("can-modif", "cont-modif"),
    "F24": ("cn-standard", "competition"),
    "F25": ("can-standard", "result"),
}
"""Notice type and form type of a form that has only one."""

SOCIAL = {
    "PRI_ONLY": ("pin-only", "planning"),
    "PER_ONLY": ("pin-only", "planning"),
    "PRI_CALL_COMPETITION": ("pin-cfc-social", "competition"),
    "CONTRACT": ("cn-social", "competition"),
    "AWARD_CONTRACT": ("can-social", "result"),
    "CONCESSION_AWARD_CONTRACT": ("can-social", "result"),
}
"""What F21, F22 and F23 (social and other specific services) are, by their NOTICE TYPE."""

PLANNING = {
    "PRI_CALL_COMPETITION": ("pin-cfc-standard", "competition"),
    "PER_CALL_COMPETITION": ("pin-cfc-standard", "competition"),
    "PRI_REDUCING_TIME_LIMITS": ("pin-rtl", "planning"),
    "PER_REDUCING_TIME_LIMITS": ("pin-rtl", "planning"),
}
"""What F01 and F04 are when they are more than a planning notice."""

OLD_FORMS = {
    "PRIOR_INFORMATION": "F01", "CONTRACT": "F02", "CONTRACT_AWARD": "F03",
    "PERIODIC_INDICATIVE_UTILITIES": "F04", "CONTRACT_UTILITIES": "F05", "CONTRACT_AWARD_UTILITIES": "F06",
    "QUALIFICATION_SYSTEM_UTILITIES": "F07", "BUYER_PROFILE": "F08", "DESIGN_CONTEST": "F12",
    "RESULT_DESIGN_CONTEST": "F13", "ADDITIONAL_INFORMATION_CORRIGENDUM": "F14",
    "VOLUNTARY_EX_ANTE_TRANSPARENCY_NOTICE": "F15", "PRIOR_INFORMATION_DEFENCE": "F16",
    "CONTRACT_DEFENCE": "F17", "CONTRACT_AWARD_DEFENCE": "F18", "CONTRACT_CONCESSIONAIRE_DEFENCE": "F19",
}  # fmt: skip
"""The root elements of R2.0.8 forms and of the defence forms that kept its shape, by their numbers."""

PROCEDURES = {
    "PT_OPEN": "open",
    "PT_RESTRICTED": "restricted",
    "PT_ACCELERATED_RESTRICTED": "restricted",
    "PT_COMPETITIVE_NEGOTIATION": "neg-w-call",
    "PT_NEGOTIATED_WITH_PRIOR_CALL": "neg-w-call",
    "PT_NEGOTIATED_WITH_COMPETITION": "neg-w-call",
    "PT_NEGOTIATED": "neg-w-call",
    "PT_ACCELERATED_NEGOTIATED": "neg-w-call",
    "PT_COMPETITIVE_DIALOGUE": "comp-dial",
    "PT_INNOVATION_PARTNERSHIP": "innovation",
    "PT_NEGOTIATED_WITHOUT_PUBLICATION": "neg-wo-call",
    "PT_NEGOTIATED_WITHOUT_COMPETITION": "neg-wo-call",
    "PT_AWARD_CONTRACT_WITHOUT_CALL": "neg-wo-call",
    "PT_AWARD_CONTRACT_WITHOUT_PUBLICATION": "neg-wo-call",
}

CODED_PROCEDURES = {
    "1": "open", "2": "restricted", "3": "restricted", "4": "neg-w-call", "6": "neg-w-call",
    "B": "neg-w-call", "C": "comp-dial", "G": "innovation", "T": "neg-wo-call", "V": "neg-wo-call",
}  # fmt: skip
"""PR_PROC of the coded data; other values say that no procedure applies."""

NATURES = {"WORKS": "works", "SUPPLIES": "supplies", "SERVICES": "services"}
CODED_NATURES = {"1": "works", "2": "supplies", "4": "services"}

BY_REQUEST = frozenset({"restricted", "neg-w-call", "comp-dial", "innovation"})
"""Procedures whose deadline is that of the request to take part."""
