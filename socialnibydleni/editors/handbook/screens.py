"""Which screen of the admin is about which task, by the names of their addresses."""

from socialnibydleni.editors.handbook.tasks import BY_SLUG, Task

# By the whole name, then by how it ends, then by the model that it begins with.
SCREENS = {
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
    "contact_help_verify": "pomoc",
    "contact_meetingrequest_cancel": "zrusit-schuzku",
    "municipalities_municipality_changelist": "overit-obce",
    "municipalities_municipality_verify": "overit-obce",
    "pages_externaladdress_changelist": "do-textu",
    "pages_page_announced": "akce",
    "pages_page_ask": "pozadat",
    "pages_page_cancelled": "akce",
    "pages_page_delete": "stranka",
    "pages_page_full": "akce",
    "pages_page_give_back": "pozadat",
    "pages_page_move": "stranka",
    "pages_page_moved": "akce",
    "pages_page_verify": "text-plati",
    "pages_page_withdraw": "mimo-web",
    "pages_languagestate_changelist": "preklady",
    # Histories without a way back.
    "auth_user_history": "ucet-kolegy",
    "contact_meetingrequest_history": "zadost",
    "contact_report_history": "hlaseni",
    "contact_situation_history": "pomoc",
    "pages_image_history": "obrazek",
    "pages_previewlink_history": "nahled",
    "pages_source_history": "projekt",
    "pages_termsofuse_history": "podminky",
}
ENDS = {"compare": "vratit", "history": "vratit", "verify": "overit"}
BEGINS = {
    "auth_user": "ucet-kolegy",
    "contact_contactcentre": "telefon",
    "contact_help": "pomoc",
    "contact_meetingrequest": "zadost",
    "contact_report": "hlaseni",
    "contact_situation": "pomoc",
    "contact_openinghours": "hodiny",
    "municipalities_municipality": "obec",
    "pages_accessibilitystatement": "pristupnost",
    "pages_document": "dokument",
    "pages_image": "obrazek",
    "pages_newspage": "aktualita",
    "pages_notice": "oznameni",
    "pages_page": "text",
    "pages_previewlink": "nahled",
    "pages_questionpage": "otazka",
    "pages_termpage": "pojem",
    "pages_collectionpage": "sbirka",
    "pages_eventpage": "akce",
    "pages_translationpage": "preklady",
    "pages_facttranslation": "preklady",
    "pages_project": "projekt",
    "pages_source": "projekt",
    "pages_termsofuse": "podminky",
}


def task_about(name: str, place: str = "") -> Task | None:
    """The task that the screen with this name is about; None where no page of the handbook fits.

    Args:
        name: the name of its address.
        place: whose list it belongs to, where that is another than its address says: news have the form of pages.
    """
    model, _, end = name.rpartition("_")
    if place and end in ("add", "change"):
        model = place
    slug = SCREENS.get(name) or ENDS.get(end) or BEGINS.get(model)
    return BY_SLUG[slug] if slug else None
