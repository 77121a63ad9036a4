"""Who may do what: the whole matrix of group, model and action, written out."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse

from contact.models import ConsultationHours, ContactCentre
from pages.models import Page, Project
from socialnibydleni.editors import groups
from tests.admin_forms import publish, write_draft

pytestmark = pytest.mark.django_db
# v view, a add, c change, d delete, p publish
MATRIX = """
                            Autor  Vydavatel  Kontaktní centrum  Správce
pages.page                  vac    vacd       -                  -
pages.newspage              va     va         -                  -
pages.questionpage          va     va         -                  -
pages.termpage              va     va         -                  -
pages.collectionpage        va     va         -                  -
pages.eventpage             va     va         -                  -
pages.translationpage       v      v          -                  -
pages.languagestate         v      vc         -                  -
pages.facttranslation       v      vacd       -                  -
pages.pageversion           va     vacp       -                  -
pages.notice                v      vacd       -                  -
pages.externaladdress       v      v          -                  -
pages.previewlink           vac    vac        -                  -
pages.image                 va     vad        -                  -
pages.document              va     vacdp      -                  -
pages.project               v      vc         -                  -
pages.source                v      vac        -                  -
pages.accessibilitystatement -     vc         -                  -
pages.knownfault            -      vacd       -                  -
pages.termsofuse            -      vc         -                  -
municipalities.municipality v      vacd       v                  -
contact.contactcentre       v      vc         vc                 -
contact.openinghours        v      vc         vc                 -
contact.consultationhours   v      vacd       vacd               -
contact.hoursexception      v      vacd       vacd               -
contact.help                v      vacd       vacd               -
contact.situation           v      vacd       vacd               -
contact.meetingrequest      -      -          vcd                -
contact.report              -      vcd        vcd                -
auth.user                   -      -          -                  vac
"""
ACTIONS = {"v": "view", "a": "add", "c": "change", "d": "delete", "p": "publish"}
GROUPS = ["Autor", "Vydavatel", "Kontaktní centrum", "Správce"]


def written_matrix():
    for line in MATRIX.strip().splitlines()[1:]:
        label, *cells = line.split()
        app, model = label.split(".")
        for group, cell in zip(GROUPS, cells, strict=True):
            for letter in cell.replace("-", ""):
                yield group, f"{app}.{ACTIONS[letter]}_{model}"


def test_each_group_has_exactly_the_permissions_of_the_matrix():
    found = {
        (group.name, f"{permission.content_type.app_label}.{permission.codename}")
        for group in Group.objects.all()
        for permission in group.permissions.select_related("content_type")
    }
    assert found == set(written_matrix())


def test_running_it_again_takes_back_what_somebody_added_by_hand():
    Group.objects.get(name="Autor").permissions.add(Permission.objects.get(codename="delete_user"))
    groups.create()
    test_each_group_has_exactly_the_permissions_of_the_matrix()


def change_page(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


@pytest.mark.parametrize(
    ("group", "opens"), [("Autor", 200), ("Vydavatel", 200), ("Kontaktní centrum", 200), ("Správce", 403)]
)
def test_contact_centre_opens_for_those_who_may_see_it(client_of, group, opens):
    assert client_of(group).get(change_page(ContactCentre.objects.get())).status_code == opens


@pytest.mark.parametrize("group", ["Autor", "Kontaktní centrum", "Správce"])
def test_only_a_publisher_changes_the_facts_of_the_project(client_of, group):
    assert client_of(group).post(change_page(Project.objects.get()), {"short_name": "x"}).status_code == 403
    assert Project.objects.get().short_name == "Podpora sociálního bydlení"


@pytest.mark.parametrize("group", ["Autor", "Správce"])
def test_only_a_publisher_and_the_centre_itself_change_and_verify_its_facts(client_of, group):
    editor = client_of(group)
    record, hours = ContactCentre.history.get().pk, ConsultationHours.history.first().pk
    centre, hours_page = "/sprava/contact/contactcentre/1", "/sprava/contact/openinghours/1"
    ways_round = [
        (f"{centre}/overit/verified/", {}),
        (f"{centre}/overit/hours_verified/", {}),
        (f"{hours_page}/overit/hours_verified/", {}),
        (f"{hours_page}/hodiny/{hours}/vratit/", {}),
        (f"{hours_page}/nahled/", {}),
        (f"{hours_page}/change/", {"holidays_close": ""}),
        (
            f"{centre}/history/{record}/",
            {"phone": "+420900900900", "email": "x@example.cz"},
        ),
        (f"{centre}/change/", {"phone": "+420900900900"}),
        (f"{centre}/delete/", {"post": "yes"}),
    ]
    for address, data in ways_round:
        assert editor.post(address, data).status_code == 403, address
    assert ContactCentre.objects.get().phone == "+420778455761"
    assert ContactCentre.objects.get().verified_by is None


@pytest.mark.parametrize("group", GROUPS)
def test_each_group_opens_exactly_the_lists_of_the_matrix(client_of, group):
    may_view = {permission for name, permission in written_matrix() if name == group and ".view_" in permission}
    editor = client_of(group)
    for model in admin.site._registry:
        label = f"{model._meta.app_label}.view_{model._meta.model_name}"
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        assert (editor.get(address, follow=True).status_code == 200) is (label in may_view), label


def test_an_author_writes_drafts_and_publishes_nothing(client_of):
    page = Page.objects.get(address="/o-projektu/")
    author = client_of("Autor")
    write_draft(author, page, title="Návrh", menu_title="Ukradeno")
    page.refresh_from_db()
    assert page.menu_title == "O projektu"
    assert page.versions.get(title="Návrh").publish_at is None
    assert (
        author.post(reverse("admin:pages_page_publish", args=[page.pk]), {"number": 2, "_now": "1"}).status_code == 403
    )
    assert page.versions.get(title="Návrh").publish_at is None


def test_a_publisher_publishes(client_of, client):
    page = Page.objects.get(address="/o-projektu/")
    publisher = client_of("Vydavatel")
    write_draft(publisher, page, title="Návrh")
    publish(publisher, page)
    assert "<h1>Návrh</h1>" in client.get("/o-projektu/").content.decode()


def test_who_manages_accounts_gives_itself_no_other_group(client_of):
    manager = client_of("Správce")
    own = User.objects.get(username="Správce")
    manager.post(change_page(own), {"username": "Správce", "groups": [Group.objects.get(name="Vydavatel").pk]})
    assert list(own.groups.values_list("name", flat=True)) == ["Správce"]


def test_who_manages_accounts_can_make_no_superuser_and_touch_none(client_of, editor):
    manager = client_of("Správce")
    assert manager.get(change_page(editor)).status_code == 302  # the stock admin's "does not exist"
    other = User.objects.create_user("nekdo")
    fields = manager.get(change_page(other)).context["adminform"].form.fields
    assert not {"is_superuser", "user_permissions"} & set(fields)
    group = Group.objects.get(name="Autor").pk
    data = {"username": "nekdo", "groups": [group], "is_superuser": "on", "user_permissions": ["1"]}
    assert manager.post(change_page(other), data).status_code == 302
    other.refresh_from_db()
    assert not other.is_superuser
    assert not other.user_permissions.exists()
