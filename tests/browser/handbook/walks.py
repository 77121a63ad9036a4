"""What the handbook tells editors to do, done: one walk a page, by its words; each finds what those before it left."""

from collections.abc import Callable

from tests.browser.handbook import accounts, centre, documents, events, municipalities, texts
from tests.browser.handbook.editor import Editor

WALKS: dict[str, Callable[[Editor], None]] = {
    "sprava": accounts.the_way_round,
    "telefon": centre.phone,
    "hodiny": centre.hours,
    "zavrit": centre.closure,
    "text": texts.text,
    "pozadat": texts.asked,
    "do-textu": texts.into_text,
    "plan": texts.plan,
    "nahled": texts.preview,
    "aktualita": texts.news,
    "akce": events.event,
    "otazka": texts.question,
    "pojem": texts.term,
    "mimo-web": texts.off_the_web,
    "stranka": texts.own_page,
    "vratit": texts.way_back,
    "text-plati": texts.still_true,
    "preklady": texts.translation,
    "pomoc": centre.help_for_people,
    "overit": centre.verification,
    "zadost": centre.answer,
    "zrusit-schuzku": centre.change_of_meeting,
    "hlaseni": centre.report,
    "dokument": documents.document,
    "dokument-mimo-web": documents.document_off_the_web,
    "sbirka": documents.collection,
    "oznameni": documents.notice,
    "overit-obce": municipalities.many_verified,
    "obec": municipalities.municipality,
    "projekt": municipalities.project,
    "pristupnost": municipalities.accessibility,
    "podminky": municipalities.terms,
    "obrazek": texts.image,
    "ucet": accounts.new_account,
    "ucet-kolegy": accounts.anothers_account,
    "prihlaseni": accounts.own_account,
}
