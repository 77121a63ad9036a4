"""Pages of other languages for tests: as if editors had translated them."""

from django.utils import timezone

from pages.models import Page, PageVersion

CORE = {
    "/": ("Головна", "Home"),
    "/o-projektu/": ("Про проєкт", "About the project"),
    "/kontaktni-centrum/": ("Контактний центр", "Contact centre"),
}


def translate(language, address, title, **values):
    """A text of the page in the language that readers see from now on; the page too where there is none yet."""
    known = {"kind": Page.Kind.TRANSLATION, "menu_title": title}
    page, _ = Page.objects.get_or_create(address=language.address_of(address), defaults=known)
    source = PageVersion.objects.live(timezone.now()).get(page__address=address)
    text = {"title": title, "translated_from": source, "publish_at": timezone.now(), **values}
    return PageVersion.objects.create(page=page, **text)


def offer(language, **texts):
    """A text for each page without which the language is not offered."""
    place = 1 if language.code == "en" else 0
    return {address: translate(language, address, titles[place], **texts) for address, titles in CORE.items()}
