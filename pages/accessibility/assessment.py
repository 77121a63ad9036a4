"""What an automatic check of the whole site found: a draft of an assessment, until an editor accepts it or not."""

import json
import re
import unicodedata
from collections import Counter
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from pages.accessibility.statement import AccessibilityStatement, KnownFault
from pages.rows.only_row import OnlyRow, OnlyRowManager, number_one
from pages.typography import czech_date

# The first entry of a file, so that no other JSON is taken for an assessment.
FORMAT = "socialnibydleni-assessment-1"
TOOL = "axe-core"
_KEYS = {"format", "made_on", "tools", "pages", "failures", "undecided"}
_FAILURE = {"rule", "page", "element", "help"}
_LONGEST = 2000  # characters of one text
_MOST = 2**31 - 1  # what a column of integers holds


class AssessmentDraftManager(OnlyRowManager["AssessmentDraft"]):
    """The one draft, and how it is loaded."""

    def load(self, text: str, today: date) -> "AssessmentDraft":
        """Take the file's text as the draft instead of any other; no day in it is after `today`.

        Raises:
            ValueError: it is no assessment of this site; the message is in English.
        """
        draft, _ = self.update_or_create(pk=1, defaults={**read(text, today), "loaded_at": timezone.now()})
        return draft


class AssessmentDraft(OnlyRow):
    """One run of the check that nobody has accepted yet; readers never see it."""

    made_on = models.DateField()
    tools = models.JSONField()  # name: version
    pages = models.PositiveIntegerField()
    failures = models.JSONField()  # a list of rule, page, element, help
    undecided = models.PositiveIntegerField()
    loaded_at = models.DateTimeField()

    objects = AssessmentDraftManager()

    class Meta:
        verbose_name = "koncept posouzení"
        verbose_name_plural = "koncepty posouzení"
        constraints = [number_one("assessment_draft_is_one_row")]

    def __str__(self) -> str:
        return f"Koncept posouzení z {czech_date(self.made_on)}"

    @property
    def tools_text(self) -> str:
        """Each tool with its version, by name: „Chromium 140.0, axe-core 4.12.1“."""
        return ", ".join(f"{name} {version}" for name, version in sorted(self.tools.items()))

    @property
    def method(self) -> str:
        """How the site was assessed, as the statement says it."""
        on_pages = "1 stránce" if self.pages == 1 else f"{self.pages} stránkách"
        text = f"automatické posouzení nástrojem {TOOL} {self.tools[TOOL]} na {on_pages}"
        return text[: AccessibilityStatement._meta.get_field("method").max_length]

    @property
    def faults(self) -> dict[str, str]:
        """A description for readers of each rule that failed."""
        where = {(failure["rule"], failure["page"]): None for failure in self.failures}
        counts, first = Counter(rule for rule, _ in where), dict(reversed(where))
        longest = KnownFault._meta.get_field("what").max_length
        text = "Automatická kontrola našla porušené pravidlo „{}“. Počet stránek: {}, např. {}"
        return {rule: text.format(rule, count, first[rule])[:longest] for rule, count in counts.items()}


def read(text: str, today: date) -> dict[str, Any]:
    """The values of a draft, by field, from the text of a file in JSON.

    Raises:
        ValueError: it is not of this form, or from after `today`; the message says in English what is wrong.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError("it is not JSON") from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise ValueError(f'it is no assessment of this site: "format" is not "{FORMAT}"')
    if set(found) != _KEYS:
        raise ValueError(f"its entries are not {', '.join(sorted(_KEYS))}")
    made_on, tools, pages = _day(found["made_on"]), found["tools"], found["pages"]
    if made_on > today:
        raise ValueError(f"it is from the future: {made_on}")
    if not isinstance(tools, dict) or TOOL not in tools or not all(map(_is_text, [*tools, *tools.values()])):
        raise ValueError(f'"tools" does not say the version of each tool, {TOOL} among them')
    if not isinstance(pages, list) or not pages or not all(_is_address(page) for page in pages):
        raise ValueError('"pages" is not a list of addresses that begin with /')
    if len(set(pages)) != len(pages):
        raise ValueError('"pages" names a page twice')
    failures, undecided = found["failures"], found["undecided"]
    if not isinstance(failures, list) or not all(_is_failure(failure, pages) for failure in failures):
        raise ValueError('"failures" is not a list of rule, page, element and help, each on one of "pages"')
    if type(undecided) is not int or not 0 <= undecided <= _MOST:
        raise ValueError('"undecided" is not a number of checks')
    return {
        "made_on": made_on,
        "tools": tools,
        "pages": len(pages),
        "failures": failures,
        "undecided": undecided,
    }


def accept(draft: AssessmentDraft, statement: AccessibilityStatement) -> None:
    """Write what the draft found into the statement and delete the draft; never does it claim more than before.

    A statement of full conformity stands on somebody's own assessment: without failures it stays as it is.
    """
    with transaction.atomic():
        if draft.failures or statement.status != AccessibilityStatement.Status.FULL:
            # Who assessed the site by hand did not run this check.
            statement.assessed_on, statement.method, statement.assessed_by = draft.made_on, draft.method, ""
            if draft.failures and statement.status != AccessibilityStatement.Status.NONE:
                statement.status = AccessibilityStatement.Status.PARTIAL
            statement._change_reason = f"přijat koncept posouzení z {czech_date(draft.made_on)}"
            statement.save()
        known = " ".join(statement.faults.values_list("what", flat=True))
        for rule, what in draft.faults.items():
            if f"„{rule}“" not in known:  # an editor may have said it better, and by when it is mended
                KnownFault.objects.create(statement=statement, what=what)
        draft.delete()


def _day(value: Any) -> date:
    # fromisoformat alone would take a week and a day of it as well.
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        raise ValueError('"made_on" is not a day such as 2026-11-25')
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ValueError('"made_on" is not a day such as 2026-11-25') from error


def _is_text(value: Any) -> bool:
    """Whether it is a line that every database takes."""
    if not isinstance(value, str):
        return False
    return 0 < len(value) <= _LONGEST and not any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in value)


def _is_address(value: Any) -> bool:
    return _is_text(value) and value.startswith("/")


def _is_failure(value: Any, pages: list[str]) -> bool:
    if not isinstance(value, dict) or set(value) != _FAILURE or not all(map(_is_text, value.values())):
        return False
    return value["page"] in pages and re.fullmatch(r"[a-z0-9-]{1,60}", value["rule"]) is not None
