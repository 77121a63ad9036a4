"""What an editor does with free pages, and what somebody without an account gets to see of them."""

from django.urls import reverse

from pages.models import Page
from pages.preview.links import PreviewLink
from tests.admin_forms import change, publish

SUMMARY = "Tady se dozvíte, jak to v projektu chodí a na koho se obrátit."


def new_page(editor_client, title="Jak to chodí", **values):
    """A free page with a draft, made in the admin's form; its address comes from the title unless given."""
    text = {
        "title": title,
        "summary": SUMMARY,
        "body": "<p>Stačí napsat.</p>",
        "menu_title": "",
        "slug": "",
        "above": "",
    }
    response = editor_client.post(reverse("admin:pages_page_add"), {**text, **values})
    assert response.status_code == 302, response.context["errors"]
    return Page.objects.order_by("-pk").first()


def new_public_page(editor_client, title="Jak to chodí", **values):
    """The same, published at once."""
    page = new_page(editor_client, title, **values)
    publish(editor_client, page)
    return page


def move(editor_client, page, slug, **values):
    """Give the page another address; of one that readers know by the step of its own."""
    address = reverse("admin:pages_page_move", args=[page.pk])
    shown = editor_client.get(address)
    if shown.status_code == 302:
        change(editor_client, page, slug=slug, **values)
    else:
        form = shown.context["form"]
        data = {name: form[name].value() for name in form.fields} | {"seen_record": shown.context["seen_record"]}
        answer = editor_client.post(address, {**data, "slug": slug, **values})
        assert answer.status_code == 302, answer.context["form"].errors
    page.refresh_from_db()


def withdraw(editor_client, page):
    """Take the page's text from readers at once; returns the answer, a redirect unless it is refused."""
    data = {"_now": "1", "reason": "Už neplatí."}
    return editor_client.post(reverse("admin:pages_page_withdraw", args=[page.pk]), data)


def delete(editor_client, page):
    """Delete the page and say yes to the question; returns the answer, a redirect unless it is refused."""
    return editor_client.post(reverse("admin:pages_page_delete", args=[page.pk]), {"post": "yes"})


def preview_link(editor_client):
    """A fresh link for somebody without an account."""
    response = editor_client.post(reverse("admin:pages_previewlink_add"), {"for_whom": "právní oddělení"})
    assert response.status_code == 302
    return PreviewLink.objects.order_by("-pk").first()
