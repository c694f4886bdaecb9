"""eForms notices (UBL 2.3 with the EU's extensions), all subtypes.

The fields and their places are those of the eForms SDK's field list (OP-TED/eForms-SDK, fields/fields.json);
their names stand beside the code that reads them.
"""

from lxml import etree

from utblick_tendering.reading.eforms_parts import (
    changes,
    code_of,
    organisation,
    places,
    project_codes,
    words_at,
)
from utblick_tendering.reading.eforms_results import PIECES, Results
from utblick_tendering.reading.elements import amount_at, kids, local_name, name_of, text_at
from utblick_tendering.reading.notice import Lot, Money, Notice, Organisation
from utblick_tendering.reading.values import day, each, moment, plain, publication_number, truth

ROOTS = (
    "ContractNotice",
    "ContractAwardNotice",
    "PriorInformationNotice",
    "BusinessRegistrationInformationNotice",
)
_MANY = PIECES | {"ProcurementProjectLot", "Organization"}
_EXTENSION = "UBLExtensions/UBLExtension/ExtensionContent/EformsExtension"


class Reader:
    """Takes lots, organisations and results as they come by, so that large notices need little memory."""

    def __init__(self) -> None:
        self.lots: list[Lot] = []
        self.organisations: dict[str, Organisation] = {}
        self.results = Results()

    def take(self, element: "etree._Element") -> None:
        """Read an element that has ended, if it is one of the many."""
        name = local_name(element.tag)
        if name not in _MANY:
            return
        if name == "ProcurementProjectLot":
            self.lots.append(_lot(element))
        elif name == "Organization":
            for found in organisation(element):
                self.organisations[found.id] = found
        elif not self.results.take(name, element):
            return
        element.clear()

    def notice(self, root: "etree._Element") -> Notice:
        """What is left when everything was taken: the notice's own fields."""
        project = next(kids(root, "ProcurementProject"), None)
        type_code = next(kids(root, "NoticeTypeCode"), None)
        kind = type_code.get("listName") if type_code is not None else None
        nuts, countries, anywhere = places(project)
        language = plain(text_at(root, "NoticeLanguageCode"))
        more = [plain(text_at(one, "ID")) for one in kids(root, "AdditionalNoticeLanguage")]
        publication = f"{_EXTENSION}/Publication"
        return Notice(
            document=name_of(root),
            notice_id=plain(text_at(root, "ID")),
            procedure_id=plain(text_at(root, "ContractFolderID")),
            version=plain(text_at(root, "VersionID")),
            notice_subtype=plain(text_at(root, f"{_EXTENSION}/NoticeSubType/SubTypeCode")),
            notice_type=plain(type_code.text) if type_code is not None else None,
            form_type=plain(kind),
            languages=each([language, *more]),
            issued=moment(text_at(root, "IssueDate"), text_at(root, "IssueTime")),
            published=day(text_at(root, f"{publication}/PublicationDate")),
            publication_number=publication_number(text_at(root, f"{publication}/NoticePublicationID")),
            legal_basis=plain(text_at(root, "RegulatoryDomain")),
            reference=plain(text_at(project, "ID")),
            title=words_at(project, "Name", language),
            description=words_at(project, "Description", language),
            buyers=self._buyers(root),
            organisations=tuple(self.organisations.values()),
            nature=code_of(project, "ProcurementTypeCode", "contract-nature"),
            procedure_type=plain(text_at(root, "TenderingProcess/ProcedureCode")),
            cpv=project_codes(project),
            nuts=nuts,
            countries=countries,
            anywhere=anywhere,
            estimated_value=_estimated(project),
            framework_max=_framework_max(project),
            total_awarded=self.results.total,
            planned_date=day(text_at(root, "PlannedDate")),
            lots=tuple(self.lots),
            results=self.results.all(self.organisations),
            change=changes(root, _EXTENSION, language),
            previous=_previous(root),
        )

    def _buyers(self, root: "etree._Element") -> tuple[Organisation, ...]:
        """OPT-300 points at OPT-200 (or at a touch point): the name does not stand with the buyer."""
        keys = [
            plain(text_at(party, "Party/PartyIdentification/ID")) for party in kids(root, "ContractingParty")
        ]
        return tuple(
            self.organisations[key]
            for key in dict.fromkeys(keys)
            if key is not None and key in self.organisations
        )


def _previous(root: "etree._Element") -> tuple[str, ...]:
    """OPP-090: "id-version", or a publication number."""
    given = [plain(one.text) for one in kids(root, "TenderingProcess/NoticeDocumentReference/ID")]
    return each(publication_number(one) or one for one in given)


def _lot(element: "etree._Element") -> Lot:
    project = next(kids(element, "ProcurementProject"), None)
    process = next(kids(element, "TenderingProcess"), None)
    terms = next(kids(element, "TenderingTerms"), None)
    identity = next(kids(element, "ID"), None)
    nuts, countries, anywhere = places(project)
    return Lot(
        id=plain(identity.text) if identity is not None else None,
        part=identity is not None and identity.get("schemeName") == "Part",
        title=words_at(project, "Name"),
        description=words_at(project, "Description"),
        nature=code_of(project, "ProcurementTypeCode", "contract-nature"),
        cpv=project_codes(project),
        nuts=nuts,
        countries=countries,
        anywhere=anywhere,
        value=_estimated(project),
        framework_max=_framework_max(project),
        deadline_tender=_ends(process, "TenderSubmissionDeadlinePeriod"),
        deadline_request=_ends(process, "ParticipationRequestReceptionPeriod"),
        deadline_interest=_ends(process, f"{_EXTENSION}/InterestExpressionReceptionPeriod"),
        deadline_questions=_ends(process, "AdditionalInformationRequestPeriod"),
        documents_url=_documents(terms),
        submission_url=plain(text_at(terms, "TenderRecipientParty/EndpointID")),
        languages=each(plain(text_at(one, "ID")) for one in kids(terms, "Language")),
        suits_small_firms=truth(text_at(project, "SMESuitableIndicator")),
        framework=_system(process, "framework-agreement"),
        dynamic_purchasing=_system(process, "dps-usage"),
        eu_funded={"eu-funds": True, "no-eu-funds": False}.get(
            code_of(terms, "FundingProgramCode", "eu-funded") or ""
        ),
    )


def _estimated(project: "etree._Element | None") -> Money | None:
    """BT-27."""
    return amount_at(project, "RequestedTenderTotal/EstimatedOverallContractAmount")


def _framework_max(project: "etree._Element | None") -> Money | None:
    """BT-271."""
    return amount_at(project, f"RequestedTenderTotal/{_EXTENSION}/FrameworkMaximumAmount")


def _ends(process: "etree._Element | None", period: str) -> str | None:
    """BT-131, BT-1311, BT-630, BT-13: the day, and the time in an element of its own."""
    return moment(text_at(process, f"{period}/EndDate"), text_at(process, f"{period}/EndTime"))


def _documents(terms: "etree._Element | None") -> str | None:
    """BT-15."""
    return plain(text_at(terms, "CallForTendersDocumentReference/Attachment/ExternalReference/URI"))


def _system(process: "etree._Element | None", scheme: str) -> str | None:
    """BT-765 and BT-766."""
    for system in kids(process, "ContractingSystem"):
        if found := code_of(system, "ContractingSystemTypeCode", scheme):
            return found
    return None
