"""Every screen of the editors: the admin's own addresses, each with rows in the states that make it look different.

No name of an address is left out unless it stands here with the reason, so that nobody forgets a new screen.
"""

from datetime import UTC, datetime, time, timedelta
from itertools import product

from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.urls import URLResolver, reverse

from contact.models import MeetingRequest, Report
from municipalities.models import Municipality
from pages.models import (
    Document,
    DocumentVersion,
    EventFacts,
    ExternalAddress,
    LanguageState,
    Notice,
    Page,
    PageVersion,
    PreviewLink,
    PublicationRequest,
)
from socialnibydleni.editors.handbook.tasks import TASKS
from tests.pages.images.sending import stored

# None of these answers a GET with a page of the editors.
NO_SCREENS = {
    "login": "leads who is in to the start",
    "logout": "takes a POST",
    "set_password": "for who has a link; looked at in tests/browser/test_screens.py",
    "autocomplete": "for scripts",
    "jsi18n": "for scripts",
    "session": "for scripts",
    "kept": "takes a POST",
    "writing": "for scripts",
    "link_choices": "for scripts",
    "throw_away": "takes a POST",
    "paste": "for scripts",
    "pages_page_check": "for scripts",
    "pages_page_check_new": "for scripts",
    "pages_page_preview": "in a frame; looked at in tests/browser/test_preview_beside.py",
    "pages_page_preview_new": "the same",
    "contact_openinghours_preview": "for scripts",
    "contact_meetingrequest_preview": "for scripts",
    "view_on_site": "leads to the public page",
    "app_list": "leads to the start",
    "pages_document_version": "a file",
    "pages_image_file": "a file",
    "pages_image_look": "a file",
    "pages_image_upload": "for scripts",
    "pages_page_restore": "takes a POST",
    "pages_page_unschedule": "takes a POST",
    "pages_page_take_back": "takes a POST",
    "pages_previewlink_cancel": "takes a POST",
    "pages_accessibilitystatement_accept_draft": "takes a POST",
    "pages_accessibilitystatement_discard_draft": "takes a POST",
    "contact_openinghours_restore_hours": "takes a POST",
    "contact_openinghours_simple_history": "sets of hours are put back as a whole",
    "contact_meetingrequest_add": "a request comes from its sender",
    "contact_report_add": "a report comes from its sender",
    "auth_user_delete": "an account is switched off",
    "pages_source_delete": "nobody may",
    "pages_previewlink_delete": "a link is cancelled",
    "pages_newspage_add": "leads to the form of a page",
    "pages_newspage_change": "leads to the form of a page",
    "pages_questionpage_add": "leads to the form of a page",
    "pages_questionpage_change": "leads to the form of a page",
    "pages_termpage_add": "leads to the form of a page",
    "pages_termpage_change": "leads to the form of a page",
    "pages_collectionpage_add": "leads to the form of a page",
    "pages_collectionpage_change": "leads to the form of a page",
    "pages_eventpage_add": "leads to the form of a page",
    "pages_eventpage_change": "leads to the form of a page",
    "pages_translationpage_add": "is begun on the form of a Czech page",
    "pages_translationpage_change": "leads to the form of a page",
    "pages_page_translate": "takes a POST",
    "pages_languagestate_change": "leads to the list",
    "pages_languagestate_off": "takes a POST",
    "pages_languagestate_on": "takes a POST",
    "pages_languagestate_confirm": "is the list, and takes a POST",
} | {
    f"{model._meta.label_lower.replace('.', '_')}_{view}": "there is one row"
    for model, its in admin.site._registry.items()
    for view in ["changelist", "add", "delete"]
    if getattr(its, "is_only_row", False)
}
QUERIES = {
    "find": ["?q=ukázka", "", "?q=nesmysl"],
    "pages_page_add": ["", "?kind=news", "?kind=question", "?kind=term", "?kind=collection", "?kind=event"],
    "pages_page_compare": ["?verze=1&verze=2"],
    "pages_page_changelist": ["", "?q=nesmysl"],
    "contact_meetingrequest_changelist": ["?ukazat=vse"],
    "contact_openinghours_change": ["", "?zavrit=2099-01-05"],
}
TEXTS = ["/o-projektu/", "/ukazka/", "/rozepsana/", "/aktuality/ukazka/", "/uk/o-projektu/"]
PARTS = ["/otazky/ukazka/", "/slovnik/ukazka/", "/dokumenty/sbirky/ukazka/", "/akce/ukazka/"]
# The rows that screens are about; of every other model the first.
SHOWN = {
    Page: Page.objects.filter(address__in=[*TEXTS, *PARTS]),
    Document: Document.objects.filter(slug__in=["ukazka", "rozepsany"]),
    Notice: Notice.objects.filter(text__startswith="Ukázka"),
    Municipality: Municipality.objects.filter(slug__in=["brno", "ukazka"]),
    MeetingRequest: MeetingRequest.objects.filter(key__startswith="ukazka"),
    Report: Report.objects.filter(key__startswith="ukazka"),
    User: User.objects.filter(username__startswith="ukazka"),
}
SUMMARY = "Tady se dozvíte, jak to v projektu chodí a na koho se obrátit."
BODY = "<h2>Jak začít</h2><p>Stačí napsat na {{e-mail}}.</p><ul><li>První krok.</li><li>Druhý krok.</li></ul>"
LONG = "Dlouhé slovo a-to-i-s-pomlckami-bez-jedine-mezery-a-bez-konce-nebo-aspon-skoro-bez-konce. " * 3


def write(now=None):
    """Make the rows in SHOWN."""
    now = now or datetime.now(UTC)
    past, ahead = now - timedelta(days=30), now + timedelta(days=3)
    author = User.objects.create(username="ukazka", first_name="Jana", last_name="Ukázková", is_staff=True)
    author.set_password("dlouhe-tajne-heslo")
    author.save()
    author.groups.set(Group.objects.all())
    User.objects.create(username="ukazka-vypnuta", is_active=False)
    User.objects.create(username="ukazka-ceka", password="!", is_staff=True)
    for slug, publish_at in [("ukazka", past), ("rozepsany", None)]:
        row = Document.objects.create(
            title=f"Metodika {slug}",
            slug=slug,
            description=SUMMARY,
            year=2020,
            category="metodika",
            publish_at=publish_at,
        )
        for number in range(2):
            DocumentVersion.objects.create(
                document=row, url="https://www.mpsv.cz/", note=f"Doplněno {number}.", created_by=author
            )
    _texts(author, past, ahead)
    LanguageState.objects.create(code="uk", confirmed_at=past, confirmed_by=author)
    ExternalAddress.objects.create(
        address="https://www.mpsv.cz/", failures=3, failing_since=past, failed_on=now, fault="certificate"
    )
    day = timedelta(days=1)
    stored(name=f"{LONG[:90]}.jpg")
    Notice.objects.create(text="Ukázka: dnes na telefonu nejsme.", starts_at=past, ends_at=now + day)
    Notice.objects.create(text="Ukázka: zítra", starts_at=ahead, ends_at=ahead + day)
    PreviewLink.objects.create(for_whom="právní oddělení", created_at=now, created_by=author, expires_at=now + 7 * day)
    brno = Municipality.objects.get(slug="brno")
    brno.documents.set(Document.objects.filter(slug="ukazka"))
    brno.pk = brno.text = None
    brno.slug, brno.name, brno.lau2_code, brno.is_published = "ukazka", "Ukázka", "100000", False
    brno.save(force_insert=True)
    for state, more in [("new", {}), ("agreed", {"agreed_at": ahead}), ("closed", {"closed_at": past})]:
        MeetingRequest.objects.create(
            key=f"ukazka-{state}", created_at=past, sender="person", name="Jana Tichá", email="jana.ticha@example.org",
            phone="+420601222333", topic=LONG, preferred_time="Jen dopoledne.", state=state, **more
        )  # fmt: skip
    for kind, version, more in [("accessibility", 1, {}), ("wrong", None, {"state": "closed", "closed_at": past})]:
        Report.objects.create(
            key=f"ukazka-{kind}", created_at=past, kind=kind, text=LONG, email="jana.ticha@example.org",
            page="/o-projektu/", version=version, **more
        )  # fmt: skip


def _texts(author, past, ahead):
    home, news = Page.objects.get(address="/"), Page.objects.get(address="/aktuality/")
    free = Page.objects.create(address="/ukazka/", kind="free", parent=home, menu_title="Ukázka")
    draft = Page.objects.create(address="/rozepsana/", kind="free", parent=home, menu_title="Rozepsaná")
    told = Page.objects.create(address="/aktuality/ukazka/", kind="news", parent=news, menu_title="Ukázka")
    question = Page.objects.create(address=PARTS[0], kind="question", reader="obec", menu_title="Ukázka?")
    term = Page.objects.create(address=PARTS[1], kind="term", menu_title="Ukázka")
    documents = [[document.pk, "Než začnete"] for document in Document.objects.filter(slug__in=["ukazka", "rozepsany"])]
    collection = Page.objects.create(address=PARTS[2], kind="collection", menu_title="Ukázka")
    event = Page.objects.create(address=PARTS[3], kind="event", menu_title="Ukázka")
    about = Page.objects.get(address="/o-projektu/")
    next_number = about.versions.count() + 1
    for page, number, publish_at, body in [
        (about, next_number, past, BODY),
        (about, next_number + 1, None, BODY.replace("První", "Poslední")),
        (free, 1, past, BODY),
        (free, 2, ahead, BODY),
        (draft, 1, None, BODY),
        (draft, 2, None, f"{BODY}<p>MPSV, klikněte <a href='/neni/'>sem</a>.</p>"),
        (question, 1, past, BODY),
        (question, 2, None, BODY),
        (term, 1, past, BODY),
        (term, 2, None, f"{BODY}<p>{LONG}</p>"),
        (collection, 1, past, BODY),
        (collection, 2, None, BODY),
        (event, 1, past, BODY),
        (event, 2, None, f"{BODY}<p>{LONG}</p>"),
        (told, 1, past, BODY),
        (told, 2, None, f"{BODY}<p>{LONG}</p>"),
    ]:
        version = PageVersion(
            page=page, number=number, title=page.menu_title, summary=SUMMARY, body=body, publish_at=publish_at,
            change_note="Doplnili jsme, kam se obrátit.", created_by=author,
            documents=documents if page == collection else []
        )  # fmt: skip
        if page == event:
            version.event = EventFacts(
                starts_on=ahead.date(), starts_at=time(9), attendance="oboji", place="Kontaktní centrum", town="Praha"
            )
        version.save()
    waiting, returned = (PageVersion.objects.get(page=page, number=2) for page in [told, draft])
    PublicationRequest.objects.create(version=waiting, note=LONG, asked_at=past, asked_by=author)
    PublicationRequest.objects.create(
        version=returned, asked_at=past, asked_by=author, ended_at=past, ended_by=author, answer=LONG
    )


def names():
    """The names of all addresses of the admin; what has none leads to another."""
    return {pattern.name for pattern in _patterns(admin.site.get_urls()) if pattern.name}


def addresses():
    """Of each name that may be a screen its addresses, one for each of its rows."""
    return {
        pattern.name: [
            reverse(f"admin:{pattern.name}", args=given) + query
            for given, query in product(_given(pattern), QUERIES.get(pattern.name, [""]))
        ]
        for pattern in _patterns(admin.site.get_urls())
        if pattern.name and pattern.name not in NO_SCREENS
    }


def _patterns(urls):
    for url in urls:
        if isinstance(url, URLResolver):
            yield from _patterns(url.url_patterns)
        else:
            yield url


def _given(pattern):
    """What stands in the address, for each row."""
    parts = set(pattern.pattern.converters)
    if pattern.name.endswith("_simple_history"):
        return [(row.pk, row.history.earliest("history_id").pk) for row in _rows(pattern.name)]
    if parts == {"slug"}:
        return [(task.slug,) for task in TASKS]
    if parts == {"object_id"}:
        return [(row.pk,) for row in _rows(pattern.name)]
    if parts == {"object_id", "what"}:
        what = admin.site.get_model_admin(_model(pattern.name)).verifiable
        return product([row.pk for row in _rows(pattern.name)], what)
    if parts == {"object_id", "number"}:
        return [(row.pk, row.versions.earliest("number").number) for row in _rows(pattern.name)]
    assert not parts, f"{pattern.name}: what stands in {pattern.pattern}?"
    return [()]


def _model(name):
    return next(
        model for model in admin.site._registry if name.startswith(f"{model._meta.label_lower.replace('.', '_')}_")
    )


def _rows(name):
    """The rows of the model whose address has the name."""
    model = _model(name)
    rows = list(SHOWN[model].all() if model in SHOWN else model._default_manager.order_by("pk")[:1])
    assert rows, f"{name}: no row to show, make one in {__name__}.write"
    return rows
