"""Forms of the admin, what somebody writes into each, and what then gets in the way."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import unquote

from django.contrib.auth.models import Group, User
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from contact.models import MeetingRequest
from pages.models import Document, Notice, Page, PageVersion, Project
from pages.prose import publishing
from tests.at_once.desks import fields_of

WORDS = "kanárek napsal tenhle text a nikdo ho neuložil"
MOMENT = timezone.now()


@dataclass
class Form:
    """A form in which somebody writes: where it is, and what is typed."""

    name: str
    address: Callable[[], str]
    typed: dict[str, str]
    button: dict[str, str] = field(default_factory=dict)

    def __str__(self):
        return self.name


def change(row, view="change"):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{view}", args=[row.pk])


def page():
    return Page.objects.get(address="/obce/vir/")


def drafted():
    title, summary = "Jak to chodí", "Tady se dozvíte, jak to v projektu chodí a na koho se obrátit."
    draft = PageVersion(page=page(), title=title, summary=summary, body="<p>Stačí napsat.</p>")
    publishing.save_draft(draft, User.objects.first())
    return page()


def read_by_all():
    row = Page.objects.create(address="/jak-to-chodi/", kind="free", menu_title="Jak to chodí", parent=home())
    PageVersion.objects.create(page=row, number=1, title="Jak to chodí", body="<p>Tak.</p>", publish_at=MOMENT)
    return row


def home():
    return Page.objects.get(address="/")


def notice():
    return Notice.objects.create(text="Zítra ne.", starts_at=MOMENT, ends_at=MOMENT + timedelta(days=9))


def request():
    answers = {"sender": "person", "name": "Jana", "email": "jana@example.cz", "topic": "Byt"}
    return MeetingRequest.objects.create(key="klic", created_at=MOMENT, **answers)


def colleague():
    user = User.objects.create_user("vera", is_staff=True)
    user.groups.add(Group.objects.first())
    return user


FORMS = [
    Form("page", lambda: change(page()), {"title": WORDS, "summary": f"{WORDS}.", "body": f"<p>{WORDS}</p>"}),
    Form("new news", lambda: "/sprava/pages/page/add/?kind=news", {"title": WORDS, "body": f"<p>{WORDS}</p>"}),
    Form("notice", lambda: change(notice()), {"text": WORDS, "ends_at_0": "1. 5. 2099"}),
    Form(
        "document",
        lambda: change(Document.objects.create(title="Metodika", slug="metodika", year=2026, category="metodika")),
        {"title": WORDS, "description": WORDS, "url": "https://www.mpsv.cz/kanarek"},
    ),
    Form(
        "hours",
        lambda: "/sprava/contact/openinghours/1/change/",
        {"exceptions-0-from_day": "1. 5. 2099", "exceptions-0-reason": WORDS},
    ),
    Form("facts", lambda: change(Project.objects.get()), {"aim": WORDS, "short_name": "Kanárek"}),
    Form("request", lambda: change(request()), {"note": WORDS}),
    Form(
        "account",
        lambda: change(colleague()),
        {"first_name": "Kanárek", "last_name": "z Horní Dolní", "email": "kanarek@example.cz"},
    ),
]
BESIDE = [
    Form(
        "publication",
        lambda: change(drafted(), "publish"),
        {"on_day": "1. 5. 2099", "at_time": "9:00"},
        {"_later": "1"},
    ),
    Form("withdrawal", lambda: change(read_by_all(), "withdraw"), {"reason": WORDS}, {"_now": "1"}),
    Form("move", lambda: change(read_by_all(), "move"), {"menu_title": "Kanárek", "slug": "kanarek"}),
]


class Writer:
    """An editor with a browser, whose tokens are checked as those of a real one."""

    def __init__(self, let_in, user):
        self.let_in, self.user = let_in, user
        self.client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        self.comes_in()

    def opens(self, address):
        """The form with its token, as the browser would send it untouched."""
        return self.fields(self.client.get(address))

    def fields(self, answer):
        assert answer.status_code == 200, answer.status_code
        token = answer.content.decode().partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
        return {**fields_of(answer), "csrfmiddlewaretoken": token}

    def sends(self, address, data, **extra):
        return self.client.post(address, data, **extra)

    def comes_in(self):
        """Sign in, perhaps anew."""
        TOTPDevice.objects.filter(user=self.user).delete()
        self.let_in(self.client, self.user)

    def gets_a_token(self):
        """Another one than the forms have that are open."""
        self.client.cookies.pop("csrftoken", None)
        self.client.get("/sprava/password_change/")

    def saves(self, answer, form):
        """Press the button until it is saved, as where a preview or a question comes first; the last answer."""
        address = f"{answer.request['PATH_INFO']}?{answer.request['QUERY_STRING']}"
        for _ in range(3):
            if answer.status_code == 302:
                break
            answer = self.sends(address, self.fields(answer) | form.button)
        return answer

    def follows(self, answer):
        """Where an answer leads, past the door: the page that comes at last."""
        address = answer["Location"]
        if address.startswith("/sprava/login/"):
            self.comes_in()
            address = unquote(address.partition("next=")[2])
        return self.client.get(address)


class Away:
    """The database gives no answer inside."""

    def __enter__(self):
        self.wrapper = connection.execute_wrapper(self._refuse)
        self.wrapper.__enter__()

    def __exit__(self, *error):
        self.wrapper.__exit__(*error)

    @staticmethod
    def _refuse(*_query):
        raise OperationalError("could not connect")
