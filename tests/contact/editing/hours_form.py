"""What an editor does with the hours in the form of hours, as a browser does it."""

from pages.typography import WORD_JOINER
from tests.admin_forms import form_data
from tests.contact.meetings import desk
from tests.contact.meetings.desk import read

ADDRESS = "/sprava/contact/openinghours/1/change/"
ROWS = {
    "hours": ["weekday", "opens_at", "closes_at", "valid_from", "valid_through"],
    "exceptions": ["from_day", "through_day", "opens_at", "closes_at", "reason"],
}


def typed(editor_client, *hours, exceptions=(), **values):
    """The form with these rows of hours in place of the stored ones, if there are any, and with new exceptions."""
    data = form_data(editor_client.get(ADDRESS))
    if hours:
        data |= {f"hours-{number}-DELETE": "on" for number in range(int(data["hours-INITIAL_FORMS"]))}
    for prefix, rows in [("hours", hours), ("exceptions", exceptions)]:
        first = int(data[f"{prefix}-INITIAL_FORMS"])
        for number, row in enumerate(rows, start=first):
            names = [f"{prefix}-{number}-{name}" for name in ROWS[prefix]]
            data |= dict.fromkeys(names, "") | dict(zip(names, row, strict=False))
        data[f"{prefix}-TOTAL_FORMS"] = str(max(int(data[f"{prefix}-TOTAL_FORMS"]), first + len(rows)))
    return data | values


def closed(first, last, reason="školení"):
    """An exception on which nobody answers the phone."""
    return first, last, "", "", reason


def save(editor_client, *hours, exceptions=(), **values):
    """Press „Uložit“, and where the preview comes first, „Uložit takto“; the last answer."""
    data = typed(editor_client, *hours, exceptions=exceptions, **values)
    answer = editor_client.post(ADDRESS, data)
    return editor_client.post(ADDRESS, data | seen(answer)) if seen(answer) else answer


def seen(answer):
    """By what a preview proves that its hours were shown; nothing where there is no preview."""
    page = read(answer)
    found = page.find(".//input[@name='seen']")
    return {} if found is None else {"seen": found.get("value")}


def words(element):
    return desk.words(element).replace(WORD_JOINER, "")


def heading(answer):
    """The heading of the preview, on which the focus lands."""
    return words(read(answer).find(".//h2[@id='preview'][@tabindex='-1'][@autofocus]"))


def beside(answer):
    """The heading of what stands beside the form."""
    return words(read(answer).find(".//h2[@id='preview']"))


def warnings(answer):
    preview = read(answer).find(".//section[@aria-labelledby='preview']")
    return [words(line) for line in preview.iterfind(".//li[@class='warning']")]


def days(answer):
    """The table of the preview: what it says of each day."""
    rows = read(answer).iterfind(".//section[@aria-labelledby='preview']//tbody/tr")
    return {words(row.find("th")): tuple(words(cell) for cell in row.iterfind("td")) for row in rows}


def sentences(answer):
    preview = read(answer).find(".//section[@aria-labelledby='preview']")
    return [words(line) for line in preview.iterfind("p")]
