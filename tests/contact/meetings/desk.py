"""What somebody at the contact centre does with requests, as a browser does it: with the fields of the page itself."""

import html5lib

LIST = "/sprava/contact/meetingrequest/"


def form_of(row):
    return f"{LIST}{row.pk}/change/"


def read(response):
    return html5lib.parse(response.content.decode(), namespaceHTMLElements=False)


def words(element):
    """The text of an element in one line."""
    return " ".join("".join(element.itertext()).split())


def told(response):
    """What stands in the messages at the top of the page."""
    return [words(line) for line in read(response).iterfind(".//ul[@class='messagelist']/li")]


def refusals(response):
    """The sentences that say why a form came back."""
    lists = [each for each in read(response).iter("ul") if "errorlist" in each.get("class", "").split()]
    return [words(line) for listed in lists for line in listed]


def fields(response):
    """What the form of a page would send if nobody touched it."""
    form = read(response).find(".//form[@id='meetingrequest_form']")
    inputs = [each for each in form.iter("input") if each.get("type") not in ("submit", "checkbox")]
    data = {each.get("name"): each.get("value", "") for each in inputs}
    data |= {each.get("name"): each.text or "" for each in form.iter("textarea")}
    first = form.find(".//button[@name='state']")  # what Enter presses
    return data | {"state": first.get("value")}


def box(response):
    """The box „Přesto domluvit“, ticked; nothing where there is none."""
    found = read(response).find(".//input[@type='checkbox'][@name='anyway']")
    return {} if found is None else {"anyway": found.get("value")}


def at_time(day, clock):
    return {"agreed_at_0": day, "agreed_at_1": clock}


def decide(staff, row, **changes):
    """Open the form of a request, change some fields, save; the answer, after a redirect the list."""
    return again(staff, row, staff.get(form_of(row)), **changes)


def again(staff, row, page, **changes):
    """Change some fields of a form that is already open, and save; an invitation is read and sent by a second press."""
    data = {**fields(page), **changes}
    answer = staff.post(form_of(row), data, follow=True)
    if is_asked(answer):
        return staff.post(form_of(row), data | {"seen": fields(answer)["seen"]}, follow=True)
    return answer


def is_asked(response):
    """Whether the page shows an invitation and asks whether to send it."""
    heading = read(response).find(".//h2[@id='letter-title'][@autofocus]")
    return heading is not None and words(heading) == "Takhle pozvánka odejde. Poslat?"


def cancel(staff, row, then="in-progress", **changes):
    """Ask to cancel the agreed meeting, and say yes to the page as it comes; the answer, after a redirect the form."""
    address = f"{LIST}{row.pk}/zrusit/"
    return staff.post(address, {**hidden(staff.get(address)), "then": then, **changes}, follow=True)


def hidden(response):
    """What a page sends of itself."""
    inputs = read(response).findall(".//main//input[@type='hidden']")
    return {each.get("name"): each.get("value", "") for each in inputs}
