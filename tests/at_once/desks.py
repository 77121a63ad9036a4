"""What an editor does in the admin while others do something too. Whatever asks the database runs in a thread."""

import html
import re

import html5lib
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.own_database import apart

TICKED = ("checkbox", "radio")


def address_of(model, view="change", *arguments):
    """Of a page of the admin."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}", args=arguments)


def fields_of(answer):
    """What the browser would send if nobody touched the form; files are for the tests to choose, and buttons to press.

    The state of a request is a button: it stays what Enter leaves it at.

    The form in which one can log out is not meant.
    """
    page = html5lib.parse(answer.content.decode(), namespaceHTMLElements=False)
    form = next((form for form in page.iter("form") if _is_meant(form)), None)
    data = {}
    for field in [] if form is None else filter(lambda one: one.tag in ("input", "textarea", "select"), form.iter()):
        name, kind = field.get("name"), field.get("type", field.tag)
        if kind == "select":
            chosen = [option.get("value", "") for option in field.iter("option") if option.get("selected") is not None]
            data[name] = chosen if field.get("multiple") is not None else next(iter(chosen), "")
        elif kind == "textarea":
            data[name] = (field.text or "").removeprefix("\n")
        elif kind not in ("submit", "button", "file") and (kind not in TICKED or field.get("checked") is not None):
            data[name] = field.get("value", "on" if kind in TICKED else "")
    for button in [] if form is None else form.iter("button"):
        if button.get("name") == "state":
            data.setdefault("state", button.get("value"))
    return {name: value for name, value in data.items() if name and name != "csrfmiddlewaretoken"}


def _is_meant(form):
    return form.get("method") == "post" and form.get("action") != reverse("admin:logout")


def texts_of(answer):
    """The words of the page, with plain spaces."""
    return html.unescape(re.sub(r"<[^>]+>", "", answer.content.decode())).replace("\xa0", " ")


class Desk:
    """One editor; an error of the site is an answer here, as in a browser."""

    def __init__(self, client):
        self.client = client
        client.raise_request_exception = False

    def opens(self, address):
        """The form as the site shows it now."""
        return apart(lambda: self.fields(address))

    def fields(self, address):
        """The same for who is in a thread already; without whose it is, since other desks send it too."""
        return {name: value for name, value in fields_of(self.client.get(address)).items() if name != "_owner"}

    def sends(self, address, data, **changes):
        """Something to be done: send a form that was opened before."""
        return lambda: self.client.post(address, {**data, **changes})

    def sees(self, address, data):
        """The same with the proof that the preview of new hours was seen."""
        return data | {"seen": apart(lambda: fields_of(self.client.post(address, data))["seen"])}

    def accepts(self, address, data):
        """The same with a tick at whatever deserves a second look so far, and with the letter that was read."""
        data = dict(data)
        for name in ["anyway", "seen"]:
            page = apart(lambda: self.client.post(address, data)).content.decode()
            if found := re.search(rf'name="{name}" value="([^"]+)"', page):
                data[name] = found[1]
        return data

    def reads(self, answer):
        """What the editor is told after a redirect, or on the page itself."""
        if answer.status_code == 302:
            answer = apart(lambda: self.client.get(answer.url, follow=True))
        return texts_of(answer)


class Desks:
    """Editors who may do everything, as many as there are to be."""

    def __init__(self, let_in):
        self.let_in = let_in

    def __call__(self, number=2):
        return apart(lambda: [self._desk(place) for place in range(number)])

    def _desk(self, place):
        user = User.objects.create_superuser(f"editor{place}", f"{place}@example.cz", "dlouhe-tajne-heslo")
        return Desk(self.let_in(Client(), user))
