"""The „?“ of a screen of the admin: it leads to the page of the handbook that tells about this very screen."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, reverse
from django.utils import timezone

from contact.models import ContactCentre, Help, OpeningHours, Situation
from municipalities.models import Municipality
from pages.accessibility.statement import AccessibilityStatement
from pages.models import (
    Document,
    EventFacts,
    FactTranslation,
    Image,
    Notice,
    Page,
    PageVersion,
    PreviewLink,
    Project,
    PublicationRequest,
    Source,
)
from pages.open_data.terms_of_use import TermsOfUse
from socialnibydleni.editors import groups
from socialnibydleni.editors.handbook.screens import BEGINS, ENDS, SCREENS
from socialnibydleni.editors.handbook.tasks import BY_SLUG
from socialnibydleni.editors.handbook.texts import source
from tests.admin_forms import write_draft
from tests.contact.meetings.rows import asked
from tests.contact.reports.reporting import reported
from tests.free_pages import new_page, new_public_page

HANDBOOK = "/sprava/prirucka/"
LINK = re.compile(r'<p class="handbook-link"><a href="([^"]+)"><span [^>]+>\?</span>(?:Jak na to: )?([^<]+)</a></p>')
# Each screen by the name of its address, and its task.
TASK_OF = {
    "pages_externaladdress_changelist": "do-textu",
    "index": "sprava",
    "find": "sprava",
    "project": "projekt",
    "new_phone": "prihlaseni",
    "backup_codes": "prihlaseni",
    "password_change": "prihlaseni",
    "password_change_done": "prihlaseni",
    "auth_user_changelist": "ucet",
    "auth_user_add": "ucet",
    "auth_user_link": "ucet",
    "auth_user_change": "ucet-kolegy",
    "auth_user_history": "ucet-kolegy",
    "auth_user_vypnout": "ucet-kolegy",
    "auth_user_zapnout": "ucet-kolegy",
    "auth_user_druhy-krok": "ucet-kolegy",
    "contact_contactcentre_changelist": "telefon",
    "contact_contactcentre_change": "telefon",
    "contact_contactcentre_verify": "overit",
    "contact_contactcentre_history": "vratit",
    "contact_contactcentre_simple_history": "vratit",
    "contact_openinghours_changelist": "hodiny",
    "contact_openinghours_change": "hodiny",
    "contact_openinghours_verify": "overit",
    "contact_openinghours_history": "vratit",
    "contact_help_changelist": "pomoc",
    "contact_help_add": "pomoc",
    "contact_help_change": "pomoc",
    "contact_help_delete": "pomoc",
    "contact_help_verify": "pomoc",
    "contact_help_history": "vratit",
    "contact_help_simple_history": "vratit",
    "contact_situation_changelist": "pomoc",
    "contact_situation_add": "pomoc",
    "contact_situation_change": "pomoc",
    "contact_situation_delete": "pomoc",
    "contact_situation_history": "pomoc",
    "contact_report_changelist": "hlaseni",
    "contact_report_change": "hlaseni",
    "contact_report_history": "hlaseni",
    "contact_report_delete": "hlaseni",
    "contact_meetingrequest_changelist": "zadost",
    "contact_meetingrequest_change": "zadost",
    "contact_meetingrequest_history": "zadost",
    "contact_meetingrequest_delete": "zadost",
    "contact_meetingrequest_cancel": "zrusit-schuzku",
    "municipalities_municipality_changelist": "overit-obce",
    "municipalities_municipality_verify": "overit-obce",
    "municipalities_municipality_add": "obec",
    "municipalities_municipality_change": "obec",
    "municipalities_municipality_delete": "obec",
    "municipalities_municipality_history": "vratit",
    "municipalities_municipality_simple_history": "vratit",
    "pages_accessibilitystatement_changelist": "pristupnost",
    "pages_accessibilitystatement_change": "pristupnost",
    "pages_accessibilitystatement_history": "vratit",
    "pages_accessibilitystatement_simple_history": "vratit",
    "pages_image_changelist": "obrazek",
    "pages_image_add": "obrazek",
    "pages_image_change": "obrazek",
    "pages_image_delete": "obrazek",
    "pages_image_history": "obrazek",
    "pages_document_changelist": "dokument",
    "pages_document_add": "dokument",
    "pages_document_change": "dokument",
    "pages_document_delete": "dokument",
    "pages_document_history": "vratit",
    "pages_document_simple_history": "vratit",
    "pages_newspage_changelist": "aktualita",
    "pages_newspage_add": "aktualita",
    "pages_newspage_change": "aktualita",
    "pages_eventpage_changelist": "akce",
    "pages_eventpage_add": "akce",
    "pages_eventpage_change": "akce",
    "pages_translationpage_changelist": "preklady",
    "pages_translationpage_change": "preklady",
    "pages_languagestate_changelist": "preklady",
    "pages_facttranslation_changelist": "preklady",
    "pages_facttranslation_add": "preklady",
    "pages_facttranslation_change": "preklady",
    "pages_facttranslation_delete": "preklady",
    "pages_facttranslation_history": "vratit",
    "pages_facttranslation_simple_history": "vratit",
    "pages_questionpage_changelist": "otazka",
    "pages_questionpage_add": "otazka",
    "pages_questionpage_change": "otazka",
    "pages_termpage_changelist": "pojem",
    "pages_termpage_add": "pojem",
    "pages_termpage_change": "pojem",
    "pages_collectionpage_changelist": "sbirka",
    "pages_collectionpage_add": "sbirka",
    "pages_collectionpage_change": "sbirka",
    "pages_notice_changelist": "oznameni",
    "pages_notice_add": "oznameni",
    "pages_notice_change": "oznameni",
    "pages_notice_delete": "oznameni",
    "pages_notice_history": "vratit",
    "pages_notice_simple_history": "vratit",
    "pages_page_changelist": "text",
    "pages_page_add": "text",
    "pages_page_change": "text",
    "pages_page_publish": "text",
    "pages_page_ask": "text",  # who may publish is led to that
    "pages_page_give_back": "pozadat",
    "pages_page_history": "vratit",
    "pages_page_compare": "vratit",
    "pages_page_verify": "text-plati",
    "pages_page_withdraw": "mimo-web",
    "pages_page_move": "stranka",
    "pages_page_delete": "stranka",
    "pages_page_full": "akce",
    "pages_page_moved": "akce",
    "pages_page_cancelled": "akce",
    "pages_page_announced": "akce",
    "pages_previewlink_changelist": "nahled",
    "pages_previewlink_add": "nahled",
    "pages_previewlink_change": "nahled",
    "pages_previewlink_history": "nahled",
    "pages_project_changelist": "projekt",
    "pages_project_change": "projekt",
    "pages_project_verify": "overit",
    "pages_project_history": "vratit",
    "pages_project_simple_history": "vratit",
    "pages_source_changelist": "projekt",
    "pages_source_add": "projekt",
    "pages_source_change": "projekt",
    "pages_source_history": "projekt",
    "pages_termsofuse_changelist": "podminky",
    "pages_termsofuse_change": "podminky",
    "pages_termsofuse_history": "podminky",
}


@pytest.fixture
def desk(let_in):
    """An editor with all roles, and no more."""
    user = User.objects.create_user("vera", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups.NAMES))
    return let_in(Client(), user)


@pytest.fixture
def rows(desk):
    """By the beginnings of the names of addresses, the row that is opened there."""
    now, vera = timezone.now(), User.objects.get(username="vera")
    known = new_public_page(desk, "Jak to chodí")
    draft = write_draft(desk, known, title="Jak to chodí teď")
    PublicationRequest.objects.create(version=draft, asked_at=now, asked_by=vera)
    vir, document = Municipality.objects.get(slug="vir"), {"year": 2020, "category": "metodika"}
    later = {"starts_at": now + timedelta(days=1), "ends_at": now + timedelta(days=2)}
    open_now = {"created_by": vera, "created_at": now, "expires_at": now + timedelta(days=7)}
    return {
        "auth_user": User.objects.create_user("jan", is_staff=True),
        "auth_user_zapnout": User.objects.create_user("eva", is_active=False),
        "contact_contactcentre": ContactCentre.objects.get(),
        "contact_openinghours": OpeningHours.objects.get(),
        "contact_help": Help.objects.first(),
        "contact_situation": Situation.objects.first(),
        "contact_report": reported(),
        "contact_meetingrequest": asked(),
        "contact_meetingrequest_cancel": asked(state="agreed", agreed_at=now + timedelta(days=9)),
        "municipalities_municipality": vir,
        "municipalities_municipality_delete": _unseen(vir),
        "pages_accessibilitystatement": AccessibilityStatement.objects.get(),
        "pages_image": Image.objects.create(digest="0" * 64, original_name="ulice.jpg", width=600, height=400),
        "pages_document": Document.objects.create(title="Metodika", description="Jak na to.", **document),
        "pages_eventpage": Page.objects.create(address="/akce/a/", kind=Page.Kind.EVENT, menu_title="A"),
        "pages_newspage": Page.objects.create(address="/aktuality/a/", kind=Page.Kind.NEWS, menu_title="A"),
        "pages_translationpage": Page.objects.filter(kind=Page.Kind.TRANSLATION).first(),
        "pages_facttranslation": FactTranslation.objects.first(),
        "pages_questionpage": Page.objects.filter(kind=Page.Kind.QUESTION).first(),
        "pages_termpage": Page.objects.filter(kind=Page.Kind.TERM).first(),
        "pages_collectionpage": Page.objects.create(
            address="/dokumenty/sbirky/a/", kind=Page.Kind.COLLECTION, menu_title="A"
        ),
        "pages_notice": Notice.objects.create(text="Zítra na telefonu nejsme.", **later),
        "pages_page": known,
        **dict.fromkeys([f"pages_page_{act}" for act in ["full", "moved", "cancelled", "announced"]], _seminar(now)),
        "pages_page_delete": new_page(desk, "Nikdo neviděl"),
        "pages_previewlink": PreviewLink.objects.create(for_whom="právníci", **open_now),
        "pages_project": Project.objects.get(),
        "pages_source": Source.objects.get(key="project-document"),
        "pages_termsofuse": TermsOfUse.objects.get(),
    }


def _seminar(now):
    """An event that readers see."""
    page = Page.objects.create(address="/akce/seminar/", kind=Page.Kind.EVENT, menu_title="Seminář")
    version = PageVersion(page=page, number=1, title="Seminář", summary="", body="", publish_at=now)
    version.event = EventFacts(starts_on=now.date() + timedelta(days=9), town="Praha")
    version.save()
    return page


def _unseen(municipality):
    """A copy of it that nobody saw."""
    copy = Municipality.objects.get(pk=municipality.pk)
    copy.pk, copy.text, copy.name, copy.slug, copy.lau2_code = None, None, "Nová", "nova", "599999"
    copy.is_published = False
    copy.save()
    return copy


def row_of(rows, name):
    """The row of a screen; None where it shows none."""
    return rows.get(max((begin for begin in rows if name.startswith(begin)), key=len, default=""))


def address_of(rows, name):
    row = row_of(rows, name)
    if row is None or name.endswith(("_changelist", "_add")):
        return reverse(f"admin:{name}")
    more = []
    if name.endswith("_simple_history"):
        more = [row.history.last().pk]
    elif name.endswith("_verify") and not isinstance(row, Page):
        more = ["hours_verified" if isinstance(row, OpeningHours) else "verified"]
    address = reverse(f"admin:{name}", args=[row.pk, *more])
    return f"{address}?verze=1&verze=2" if name.endswith("_compare") else address


def help_of(body):
    """Where „?“ leads, and what it is called."""
    (found,) = LINK.findall(body)
    return found


def names():
    return {pattern.name for pattern in _patterns(admin.site.get_urls())} - {None}


def _patterns(urls):
    for url in urls:
        if isinstance(url, URLResolver):
            yield from _patterns(url.url_patterns)
        elif isinstance(url, URLPattern):
            yield url


def test_the_map_and_this_table_name_what_is_there():
    assert set(TASK_OF) | set(SCREENS) <= names()
    assert {f"{begin}_changelist" for begin in BEGINS} <= names()
    assert {name.rpartition("_")[2] for name in TASK_OF} >= set(ENDS)
    assert set(TASK_OF.values()) <= {*BEGINS.values(), *ENDS.values(), *SCREENS.values()} <= set(BY_SLUG)


@pytest.mark.django_db
def test_every_screen_leads_to_its_task_and_the_task_speaks_of_it(desk, rows):
    silent = {}
    for name, slug in TASK_OF.items():
        answer = desk.get(address_of(rows, name), follow=True)
        body = answer.content.decode()
        assert answer.status_code == 200, name
        assert help_of(body) == (f"{HANDBOOK}{slug}/", BY_SLUG[slug].title), name
        # A history shows what there is and has no buttons of its own, but says whose it is.
        begins = 'class="where"' if name.endswith("_history") else 'id="content"'
        shown = LINK.sub("", unescape(body.partition(begins)[2]).replace("\u00a0", " "))
        quoted = re.findall("„([^“]+)“", source(slug))
        if not any(words in shown for words in quoted):
            silent[name] = slug
    assert silent == {}


@pytest.mark.django_db
def test_what_the_table_does_not_name_is_no_screen(desk, rows):
    for name in names() - set(TASK_OF):
        row = row_of(rows, name)
        for arguments in [[], *([[row.pk], [row.pk, 1], [row.pk, "verified"]] if row else [])]:
            try:
                address = reverse(f"admin:{name}", args=arguments)
            except NoReverseMatch:
                continue
            answer = desk.get(address)
            assert answer.streaming or not LINK.search(answer.content.decode()), address


@pytest.mark.django_db
def test_news_have_the_form_of_pages_and_a_task_of_their_own(desk, rows):
    form = reverse("admin:pages_page_change", args=[rows["pages_newspage"].pk])
    for address in ["/sprava/pages/page/add/?kind=news", form]:
        assert help_of(desk.get(address).content.decode())[0] == f"{HANDBOOK}aktualita/", address


@pytest.mark.django_db
def test_the_door_the_handbook_and_a_popup_have_no_link_to_it(client, editor_client):
    assert not LINK.search(Client().get("/sprava/login/").content.decode())
    for address in [HANDBOOK, f"{HANDBOOK}cela/", f"{HANDBOOK}text/", "/sprava/pages/source/add/?_popup=1"]:
        assert not LINK.search(editor_client.get(address).content.decode()), address
