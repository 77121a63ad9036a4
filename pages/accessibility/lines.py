"""What of the statement on accessibility waits on the editors' start page."""

from collections.abc import Iterator

from pages import registry
from pages.accessibility.assessment import AssessmentDraft
from pages.accessibility.statement import AccessibilityStatement
from pages.facts import review
from pages.frame.request import Request
from pages.registry import Line, Section
from pages.templatetags.czech import czech_date
from pages.web.admin_address import admin_address

STATEMENT = "accessibility_statement"  # a fact of the frame
OLD_AFTER = 11  # months; after twelve it is out of date (Commission Implementing Decision (EU) 2018/1523)


def lines(request: Request) -> Iterator[Line]:
    """A draft of an assessment, a statement that nobody has gone through for long, and faults past their day."""
    statement, today = request.frame.get(STATEMENT), request.frame.today
    if statement is None:
        return
    url = admin_address(statement, "change")
    draft = AssessmentDraft.objects.the_one()
    if draft is not None:
        yield Line(str(draft), url, "přijměte ho, nebo zahoďte")
    gone_through_on = statement.gone_through_on
    is_undecided = statement.status == AccessibilityStatement.Status.NOT_ASSESSED and statement.assessed_on
    if gone_through_on is None:
        yield Line("Přístupnost webu zatím nikdo neposoudil", url, "prohlášení to čtenářům přiznává")
    elif is_undecided:
        yield Line("Posouzení přístupnosti čeká na váš závěr", url, "vyberte stav souladu, čtenáři ho zatím nevidí")
    elif review.due_on(gone_through_on, OLD_AFTER) <= today:
        text = f"Prohlášení o přístupnosti jste naposledy prošli {czech_date(gone_through_on)}"
        yield Line(text, url, "projděte ho znovu, po roce přestane platit")
    for fault in statement.faults.all():
        if fault.mended_by and fault.mended_by < today:
            yield Line(f"Po termínu {czech_date(fault.mended_by)}: {fault.what}", url, "opravte ji, nebo změňte den")


def register() -> None:
    """Lend the statement with its faults, and put it on the start page; called when the apps are ready."""
    registry.lend_on_demand(STATEMENT, lambda _facts: AccessibilityStatement.objects.prefetch_related("faults").first())
    well = "prohlášení o přístupnosti je čerstvé"
    registry.add_section(Section("Přístupnost webu", lines, well, "pages.view_accessibilitystatement", "flag"))
