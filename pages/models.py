"""The rows of this app under one name, for Django and for those who stand above."""

from pages.accessibility.assessment import AssessmentDraft
from pages.accessibility.statement import AccessibilityStatement, KnownFault
from pages.content_version import ContentVersion
from pages.documents.document import Document
from pages.documents.readable.verdict import Verdict
from pages.documents.text_rows import DocumentPage, DocumentText, DocumentWord
from pages.documents.versions import DocumentVersion
from pages.events.facts import EventFacts
from pages.events.state import EventState
from pages.external.rows import ExternalAddress, ExternalRound
from pages.facts.project import Project
from pages.facts.provenance import Source, Sourced, Verifiable, verifier
from pages.facts.translated import FactTranslation
from pages.images.image import Image, ImageFile
from pages.languages.state import LanguageState
from pages.open_data.terms_of_use import TermsOfUse
from pages.preview.links import PreviewLink
from pages.prose.notices import Notice
from pages.prose.page import CollectionPage, EventPage, NewsPage, Page, QuestionPage, TermPage, TranslationPage
from pages.prose.requests import PublicationRequest
from pages.prose.verifications import TextVerification
from pages.prose.versions import PageVersion
from pages.upkeep import CommandRun, Erasure, KeptForm, LoadedEntry, OpenForm, SentForm, WordForms, WorkingCopy

__all__ = [
    "AccessibilityStatement",
    "AssessmentDraft",
    "CollectionPage",
    "CommandRun",
    "ContentVersion",
    "Document",
    "DocumentPage",
    "DocumentText",
    "DocumentVersion",
    "DocumentWord",
    "Erasure",
    "EventFacts",
    "EventPage",
    "EventState",
    "ExternalAddress",
    "ExternalRound",
    "FactTranslation",
    "Image",
    "ImageFile",
    "KeptForm",
    "KnownFault",
    "LanguageState",
    "LoadedEntry",
    "NewsPage",
    "Notice",
    "OpenForm",
    "Page",
    "PageVersion",
    "PreviewLink",
    "Project",
    "PublicationRequest",
    "QuestionPage",
    "SentForm",
    "Source",
    "Sourced",
    "TermPage",
    "TermsOfUse",
    "TextVerification",
    "TranslationPage",
    "Verdict",
    "Verifiable",
    "WordForms",
    "WorkingCopy",
    "verifier",
]
