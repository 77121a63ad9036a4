"""Which tasks the handbook tells about, by subject as the menu has them."""

from typing import NamedTuple

from django.contrib.auth.models import User
from django.urls import reverse

from pages.web.parts import has_model, has_right
from socialnibydleni.editors.groups import NAMES, PERMISSIONS


class Task(NamedTuple):
    """A page of the handbook; its text is the file `socialnibydleni/handbook/<slug>.html`."""

    slug: str
    title: str
    permission: str  # by which right it is done; empty: by whoever has an account
    begin: str  # the words of the button that leads to it
    view: str  # and where, as the admin calls its addresses

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("admin:handbook_task", args=[self.slug])

    @property
    def begin_url(self) -> str:
        """The screen on which it begins."""
        return reverse(f"admin:{self.view}")

    @property
    def who(self) -> list[str]:
        """The groups that may do it."""
        if not self.permission:
            return NAMES
        app, _, codename = self.permission.partition(".")
        action, _, model = codename.partition("_")
        return [group for group, models in PERMISSIONS.items() if action in models.get(f"{app}.{model}", ())]

    @property
    def is_on(self) -> bool:
        """Whether what it is done with belongs to no part of the site that is off."""
        return has_right(self.permission) and has_model(".".join(self.view.split("_")[:2]))

    def may(self, user: User) -> bool:
        """Whether this editor may do it."""
        return not self.permission or user.has_perm(self.permission)


class Subject(NamedTuple):
    """Tasks that belong together."""

    title: str
    icon: str  # see templates/admin/_icon.html
    tasks: tuple[Task, ...]


WRITE, PUBLISH = "pages.add_pageversion", "pages.publish_pageversion"
PAGES, NEWS = "pages_page_changelist", "pages_newspage_changelist"
CENTRE, HOURS, REQUESTS, REPORTS = (
    "contact_contactcentre_changelist",
    "contact_openinghours_changelist",
    "contact_meetingrequest_changelist",
    "contact_report_changelist",
)
MUNICIPALITIES, ACCOUNTS = "municipalities_municipality_changelist", "auth_user_changelist"

SUBJECTS = (
    Subject(
        "Texty",
        "page",
        (
            Task("text", "Upravit text stránky a zveřejnit ho", WRITE, "Začít upravovat", PAGES),
            Task("pozadat", "Požádat o zveřejnění nebo text vrátit autorovi", WRITE, "Začít u stránek", PAGES),
            Task("do-textu", "Vložit do textu odkaz, tabulku nebo telefon", WRITE, "Začít v textu", PAGES),
            Task("obrazek", "Vložit do textu obrázek", "pages.add_image", "Začít v textu", PAGES),
            Task("aktualita", "Napsat aktualitu", WRITE, "Začít psát aktualitu", "pages_newspage_add"),
            Task("akce", "Napsat akci, přesunout ji nebo zrušit", WRITE, "Začít psát akci", "pages_eventpage_add"),
            Task("otazka", "Odpovědět na častou otázku", WRITE, "Začít psát otázku", "pages_questionpage_add"),
            Task("pojem", "Vysvětlit slovo ve slovníku", WRITE, "Začít přidávat pojem", "pages_termpage_add"),
            Task("stranka", "Přidat stránku, přesunout ji nebo smazat", WRITE, "Začít psát stránku", "pages_page_add"),
            Task("preklady", "Přeložit stránku a vypnout nebo zapnout jazyk", WRITE, "Začít u stránek", PAGES),
            Task("plan", "Naplánovat zveřejnění a zrušit plán", PUBLISH, "Začít plánovat", PAGES),
            Task(
                "nahled",
                "Ukázat koncept kolegovi bez účtu",
                "pages.add_previewlink",
                "Začít odkazem",
                "pages_previewlink_add",
            ),
            Task("vratit", "Vrátit starší text nebo údaj", WRITE, "Začít vracet text", PAGES),
            Task("mimo-web", "Vzít text z webu a zveřejnit ho znovu", PUBLISH, "Začít u stránek", PAGES),
            Task("text-plati", "Potvrdit, že starší text pořád platí", PUBLISH, "Začít ověřovat texty", PAGES),
        ),
    ),
    Subject(
        "Dokumenty a oznámení",
        "file",
        (
            Task(
                "dokument",
                "Zveřejnit dokument a nahradit ho novým",
                "pages.add_document",
                "Začít nahrávat",
                "pages_document_add",
            ),
            Task(
                "dokument-mimo-web",
                "Vzít dokument z webu a vrátit ho",
                "pages.publish_document",
                "Začít u dokumentů",
                "pages_document_changelist",
            ),
            Task("sbirka", "Sestavit sbírku dokumentů", WRITE, "Začít sbírku", "pages_collectionpage_add"),
            Task("oznameni", "Oznámit něco na webu", "pages.add_notice", "Začít psát oznámení", "pages_notice_add"),
        ),
    ),
    Subject(
        "Kontaktní centrum",
        "phone",
        (
            Task(
                "telefon", "Změnit telefonní číslo nebo e-mail", "contact.change_contactcentre", "Začít u údajů", CENTRE
            ),
            Task(
                "hodiny", "Změnit konzultační hodiny", "contact.change_consultationhours", "Začít měnit hodiny", HOURS
            ),
            Task(
                "zavrit",
                "Zavřít kontaktní centrum na den nebo na týden",
                "contact.add_hoursexception",
                "Začít zavírat",
                HOURS,
            ),
            Task(
                "zadost",
                "Odpovědět na žádost a domluvit schůzku",
                "contact.change_meetingrequest",
                "Začít odpovídat",
                REQUESTS,
            ),
            Task(
                "zrusit-schuzku",
                "Přesunout schůzku nebo ji zrušit",
                "contact.change_meetingrequest",
                "Začít u žádostí",
                REQUESTS,
            ),
            Task("hlaseni", "Vyřídit, co čtenáři hlásí", "contact.change_report", "Začít u hlášení", REPORTS),
            Task(
                "pomoc",
                "Říct lidem bez bydlení, na koho se obrátit",
                "contact.add_help",
                "Začít přidávat",
                "contact_help_add",
            ),
            Task("overit", "Ověřit údaje", "contact.change_contactcentre", "Začít na Přehledu", "index"),
        ),
    ),
    Subject(
        "Obce a projekt",
        "pin",
        (
            Task(
                "obec",
                "Přidat obec, upravit ji a skrýt",
                "municipalities.add_municipality",
                "Začít u obcí",
                MUNICIPALITIES,
            ),
            Task(
                "overit-obce",
                "Ověřit účast a weby obcí",
                "municipalities.change_municipality",
                "Začít ověřovat obce",
                MUNICIPALITIES,
            ),
            Task(
                "projekt",
                "Změnit údaje o projektu a jejich zdroje",
                "pages.change_project",
                "Začít u projektu",
                "project",
            ),
            Task(
                "pristupnost",
                "Upravit prohlášení o přístupnosti",
                "pages.change_accessibilitystatement",
                "Začít upravovat",
                "pages_accessibilitystatement_changelist",
            ),
            Task(
                "podminky",
                "Vybrat podmínky otevřených dat",
                "pages.change_termsofuse",
                "Začít vybírat",
                "pages_termsofuse_changelist",
            ),
        ),
    ),
    Subject(
        "Účty a přihlášení",
        "people",
        (
            Task("sprava", "Vyznat se ve správě a najít, co potřebujete", "", "Začít na Přehledu", "index"),
            Task("prihlaseni", "Změnit si heslo, telefon nebo záložní kódy", "", "Začít novým telefonem", "new_phone"),
            Task("ucet", "Založit účet kolegovi", "auth.add_user", "Začít zakládat", "auth_user_add"),
            Task("ucet-kolegy", "Změnit účet kolegy nebo ho vypnout", "auth.change_user", "Začít u účtů", ACCOUNTS),
        ),
    ),
)
BY_SLUG = {task.slug: task for subject in SUBJECTS for task in subject.tasks}
TASKS = tuple(task for task in BY_SLUG.values() if task.is_on)


def beside(task: Task) -> list[Task]:
    """The other tasks of its subject."""
    (subject,) = [subject for subject in SUBJECTS if task in subject.tasks]
    return [other for other in subject.tasks if other is not task]
