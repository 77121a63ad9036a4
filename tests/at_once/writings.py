"""Whatever can be written in the admin, done by any number of editors at once.

Each entry is given the editors; it gives what they do, and a check of the answers and of what is stored then.
"""

from datetime import timedelta

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import Group, User
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from contact.editing.hours_history import KINDS, hours_text, sets_of
from contact.hours.rows import ConsultationHours, HoursException
from contact.models import ContactCentre, MeetingRequest, OpeningHours, Report
from municipalities.models import Municipality
from pages.models import (
    AccessibilityStatement,
    AssessmentDraft,
    Document,
    Notice,
    Page,
    PageVersion,
    PreviewLink,
    Project,
    Source,
)
from tests.at_once import rows
from tests.at_once.desks import address_of
from tests.door import code_of
from tests.own_database import apart

ADDED = {
    Page: {"title": "Jak požádat", "slug": "jak-pozadat", "kind": "free", "above": ""},
    Document: {"title": "Metodika", "description": "Popis.", "year": "2020", "category": "metodika"},
    Source: {"name": "Zdroj", "publisher": "Úřad", "dated_on": "1. 1. 2020"},
    User: {"username": "novak"},
    Municipality: {
        "name": "Nová Ves",
        "region": "CZ010",
        "orp": "Praha",
        "lau2_code": "599999",
        "lau1_code": "CZ0100",
    },
}


def one_of(answers, told):
    """The place of the one who was let through; all others have their form back, which tells them why."""
    assert sorted(answer.status_code for answer in answers) == [200] * (len(answers) - 1) + [302]
    for answer in answers:
        if answer.status_code == 200:
            assert any(word in texts(answer) for word in told), texts(answer)[:3000]
    return next(place for place, answer in enumerate(answers) if answer.status_code == 302)


def texts(answer):
    return " ".join(answer.content.decode().replace("\xa0", " ").replace("&nbsp;", " ").split())


def stored(row):
    return apart(lambda: type(row)._base_manager.filter(pk=row.pk).first())


def saves(model, make, name, value="Hodnota {}", view="change"):
    """All change the same field of a row which all have open."""

    def writing(desks):
        row = apart(make)
        address = address_of(model, view, row.pk)
        values = [value.format(place) for place in range(len(desks))]
        acts = [
            desk.sends(address, desk.opens(address), **{name: text}) for desk, text in zip(desks, values, strict=True)
        ]

        def check(answers, _told):
            place = one_of(answers, ["Mezitím", "mezitím"])
            assert getattr(stored(row), name) == values[place]
            for answer, text in zip(answers, values, strict=True):
                assert answer.status_code == 302 or text in texts(answer)

        return acts, check

    return writing


def adds(model):
    """All add what only one can have."""

    def writing(desks):
        address = address_of(model, "add")
        source = {"source": str(apart(Source.objects.first).pk)}
        data = {**ADDED[model], **(source if model is Municipality else {})}
        if model is User:
            data["groups"] = [str(apart(Group.objects.first).pk)]
        file = {"url": "https://www.mpsv.cz/"} if model is Document else {}
        before = apart(model._base_manager.count)
        acts = [desk.sends(address, {**desk.opens(address), **data, **file}) for desk in desks]

        def check(answers, _told):
            one_of(answers, ["už má jiná stránka", "už má jiný účet", "už je", "již existuje", "už existuje"])
            assert apart(model._base_manager.count) == before + 1
            name = "username" if model is User else "name" if "name" in data else "title"
            assert all(data[name] in texts(answer) for answer in answers if answer.status_code == 200)

        return acts, check

    return writing


def deletes(model, make):
    """All say yes to the question whether to delete a row."""

    def writing(desks):
        row = apart(make)
        address = address_of(model, "delete", row.pk)
        acts = [desk.sends(address, desk.opens(address)) for desk in desks]

        def check(answers, told):
            assert {answer.status_code for answer in answers} == {302}
            assert stored(row) is None
            assert sum("Smazáno" in text for text in told) == 1, told
            assert sum("už nic není" in text for text in told) == len(told) - 1

        return acts, check

    return writing


def deletes_while_saved(model, make, name):
    """One deletes a row which all others save: it is gone, or whoever was to delete it is told of a change."""

    def writing(desks):
        row = apart(make)
        address, question = address_of(model, "change", row.pk), address_of(model, "delete", row.pk)
        typed = [f"Zbytečně napsáno {place}" for place in range(len(desks) - 1)]
        acts = [
            desk.sends(address, desk.opens(address), **{name: text}) for desk, text in zip(desks, typed, strict=False)
        ]
        acts.append(desks[-1].sends(question, desks[-1].opens(question)))

        def check(answers, told):
            *savers, deleter = answers
            assert deleter.status_code == 302
            if stored(row) is None:
                assert {answer.status_code for answer in savers} == {410}
                assert all(text in texts(answer) for answer, text in zip(savers, typed, strict=True))
            else:
                one_of(savers, ["Mezitím", "mezitím"])
                assert "Nic se nesmazalo" in told[-1]

        return acts, check

    return writing


def hours_of_one_day(desks):
    """Each adds hours of Sunday that overlap with those of all others, and has seen what readers would see."""
    address = address_of(OpeningHours, "change", 1)
    acts = []
    for place, desk in enumerate(desks):
        data = desk.opens(address)
        new = int(data["hours-TOTAL_FORMS"])
        row = {
            "weekday": "6",
            "opens_at": "9:00",
            "closes_at": f"{10 + place}:00",
            "valid_from": "",
            "valid_through": "",
        }
        data |= {f"hours-{new}-{name}": text for name, text in {**row, "id": "", "centre": "1"}.items()}
        data["hours-TOTAL_FORMS"] = str(new + 1)
        acts.append(desk.sends(address, desk.sees(address, data)))

    def check(answers, _told):
        place = one_of(answers, ["Hodiny se překrývají", "Mezitím"])
        found = apart(lambda: list(ConsultationHours.objects.filter(weekday=6)))
        assert [row.closes_at.hour for row in found] == [10 + place]

    return acts, check


def exceptions_of_one_day(desks):
    """Each adds another exception for the same day."""
    address, day = address_of(OpeningHours, "change", 1), timezone.localdate() + timedelta(days=9)
    acts = []
    for place, desk in enumerate(desks):
        data = desk.opens(address)
        new = f"exceptions-{data['exceptions-INITIAL_FORMS']}"
        czech = f"{day.day}. {day.month}. {day.year}"
        row = {"from_day": czech, "through_day": czech, "opens_at": "", "closes_at": "", "reason": f"důvod {place}"}
        data |= {f"{new}-{name}": text for name, text in row.items()}
        acts.append(desk.sends(address, desk.sees(address, data)))

    def check(answers, _told):
        place = one_of(answers, ["Na stejné dny nemůže platit obojí", "Mezitím"])
        assert apart(lambda: [row.reason for row in HoursException.objects.all()]) == [f"důvod {place}"]

    return acts, check


def texts_of_a_page(**given):
    """Each writes another text, the first one of the page or the next."""

    def writing(desks):
        page = apart(lambda: rows.page(**given))
        address = address_of(Page, "change", page.pk)
        acts = [desk.sends(address, desk.opens(address), title=f"Text {n}") for n, desk in enumerate(desks)]

        def check(answers, _told):
            place = one_of(answers, ["Mezitím tento text uložil někdo jiný"])
            written = apart(lambda: list(page.versions.order_by("-number")))
            assert (len(written), written[0].title) == (len(given) + 1, f"Text {place}")
            assert all(f"Text {n}" in texts(answer) for n, answer in enumerate(answers) if n != place)

        return acts, check

    return writing


def publishes(desks):
    """All publish the same draft."""
    page = apart(lambda: rows.page(draft="Nové."))
    address = address_of(Page, "publish", page.pk)
    acts = [desk.sends(address, desk.opens(address), _now="1") for desk in desks]

    def check(answers, told):
        assert {answer.status_code for answer in answers} == {302}
        assert sum("Čtenáři uvidí verzi 1" in text for text in told) == 1
        assert sum("Není co zveřejnit" in text for text in told) == len(told) - 1

    return acts, check


def withdraws(desks):
    """All withdraw the same text."""
    page = apart(lambda: rows.page(first="Je."))
    address = address_of(Page, "withdraw", page.pk)
    acts = [desk.sends(address, desk.opens(address), _now="1", reason="Neplatí.") for desk in desks]

    def check(answers, told):
        assert {answer.status_code for answer in answers} == {302}
        assert sum("nebude vidět" in text for text in told) == 1
        assert sum("není co vzít z webu" in text for text in told) == len(told) - 1

    return acts, check


def publishes_and_withdraws(desks):
    """Half publish the draft, half withdraw what readers see: what was said last is what holds."""
    page = apart(lambda: rows.page(first="Je.", draft="Nové."))
    publish, withdraw = address_of(Page, "publish", page.pk), address_of(Page, "withdraw", page.pk)
    acts = []
    for place, desk in enumerate(desks):
        address = withdraw if place % 2 else publish
        typed = {"change_note": "Doplněno.", "reason": "Neplatí."}
        acts.append(desk.sends(address, desk.opens(address), _now="1", **typed))

    def check(answers, told):
        done = [text for text in told if "Čtenáři uvidí verzi 2" in text or "nebude vidět" in text]
        assert len(done) == 1
        is_public = apart(lambda: PageVersion.objects.shown(timezone.now()).filter(page=page).exists())
        assert is_public == ("Čtenáři uvidí verzi 2" in done[0])
        assert all(answer.status_code in (200, 302) for answer in answers)

    return acts, check


def publishes_what_another_gives_back(desks):
    """Half publish a draft that waits, half give it back: who gives back what is public by then is told so."""
    page = apart(lambda: rows.page(draft="Nové."))
    asked = apart(lambda: rows.publication_request(page))
    publish, give_back = address_of(Page, "publish", page.pk), address_of(Page, "give_back", page.pk)
    acts = []
    for place, desk in enumerate(desks):
        address = give_back if place % 2 else publish
        acts.append(desk.sends(address, desk.opens(address), _now="1", answer="Doplňte den."))

    def check(answers, told):
        assert {answer.status_code for answer in answers} == {302}
        assert sum("Čtenáři uvidí verzi 1" in text for text in told) == 1
        given_back = sum("Text je vrácený k úpravě." in text for text in told)
        assert given_back + sum("Žádost už nečeká" in text for text in told) == len(told) // 2
        row, public_at = stored(asked), apart(lambda: page.versions.get().publish_at)
        assert row.answer == "Doplňte den." * given_back
        assert row.ended_at is None or row.ended_at <= public_at

    return acts, check


def takes_away_what_another_links_to(desks):
    """Half publish a text that links to a page, half withdraw that page: no reader meets a link to nowhere."""
    target = apart(lambda: rows.page("/cil/", first="Cíl."))
    page = apart(lambda: rows.page(draft='Viz <a href="/cil/">cíl cesty</a>.'))
    publish, withdraw = address_of(Page, "publish", page.pk), address_of(Page, "withdraw", target.pk)
    acts = []
    for place, desk in enumerate(desks):
        address = withdraw if place % 2 else publish
        acts.append(desk.sends(address, desk.opens(address), _now="1", reason="Neplatí."))

    def check(answers, _told):
        shown = apart(lambda: {one.page_id for one in PageVersion.objects.shown(timezone.now())})
        assert (page.pk in shown) == (target.pk in shown)
        assert all(answer.status_code in (200, 302) for answer in answers)

    return acts, check


def takes_away_what_a_notice_leads_to(desks):
    """Half save a notice that leads to a page, half withdraw that page: no reader meets a link to nowhere."""
    target = apart(lambda: rows.page("/cil/", first="Cíl."))
    withdraw, add = address_of(Page, "withdraw", target.pk), address_of(Notice, "add")
    notice = {"text": "Zavřeno.", "link_text": "Kam se obrátit", "link_address": "/cil/"}
    notice |= {"starts_at_0": "1. 1. 2026", "starts_at_1": "8:00", "ends_at_0": "1. 1. 2090", "ends_at_1": "8:00"}
    acts = []
    for place, desk in enumerate(desks):
        address, typed = (withdraw, {"_now": "1", "reason": "Neplatí."}) if place % 2 else (add, notice)
        acts.append(desk.sends(address, desk.opens(address), **typed))

    def check(answers, _told):
        is_there = apart(lambda: PageVersion.objects.shown(timezone.now()).filter(page=target).exists())
        assert apart(Notice.objects.exists) == is_there
        assert all(answer.status_code in (200, 302) for answer in answers)

    return acts, check


def restores(desks):
    """All bring the same old version back."""
    page = apart(lambda: rows.page(first="Je.", draft="Nové."))
    address = address_of(Page, "restore", page.pk, 1)
    acts = [desk.sends(address, {}) for desk in desks]

    def check(answers, told):
        assert {answer.status_code for answer in answers} == {302}
        assert apart(page.versions.count) == 3
        assert sum("obnovená jako koncept" in text for text in told) == 1
        assert sum("není co obnovovat" in text for text in told) == len(told) - 1

    return acts, check


def cancels_a_plan(desks):
    """All take the same plan back."""
    page = apart(rows.planned_page)
    address = address_of(Page, "unschedule", page.pk, 2)
    acts = [desk.sends(address, {}) for desk in desks]

    def check(answers, told):
        assert {answer.status_code for answer in answers} == {302}
        assert apart(lambda: page.versions.get(number=2).publish_at) is None
        assert sum("je zrušený" in text for text in told) == 1
        assert sum("Zrušit jde jen to" in text for text in told) == len(told) - 1

    return acts, check


def stand_under_each_other(desks):
    """Two pages, each of which is put under the other one."""
    pages = apart(lambda: [rows.page(address, first="Je.") for address in ["/prvni/", "/druha/"]])
    acts = []
    for place, desk in enumerate(desks):
        address = address_of(Page, "move", pages[place % 2].pk)
        acts.append(desk.sends(address, desk.opens(address), above=pages[1 - place % 2].address))

    def check(answers, _told):
        one_of(answers, ["nemůže být sama pod volnou stránkou", "Tak hluboko", "Mezitím"])
        parents = apart(lambda: [Page.objects.get(pk=page.pk).parent_id for page in pages])
        assert {page.pk for page in pages} - set(parents)

    return acts, check


def agrees_on_one_time(desks):
    """Each agrees with another person on the same hour: only one without having been told of the other."""
    made = apart(lambda: [rows.request(str(place)) for place in range(len(desks))])
    day = timezone.localdate() + timedelta(days=8)
    day += timedelta(days=(1 - day.weekday()) % 7)  # a Tuesday
    when = {"agreed_at_0": f"{day.day}. {day.month}. {day.year}", "agreed_at_1": "10:00", "state": "agreed"}
    acts = []
    for row, desk in zip(made, desks, strict=True):
        address = address_of(MeetingRequest, "change", row.pk)
        data = {**desk.opens(address), **when}
        acts.append(desk.sends(address, desk.accepts(address, data)))

    def check(answers, _told):
        one_of(answers, ["Ve stejnou dobu je už domluvená schůzka"])
        assert apart(MeetingRequest.objects.filter(state="agreed").count) == 1

    return acts, check


def takes_back_a_record(desks):
    """All put the facts back as an old record has them, which says less than what others have done meanwhile."""
    project = apart(_project_with_a_past)
    record = apart(lambda: project.history.order_by("history_id").first().pk)
    address = address_of(Project, "simple_history", project.pk, record)
    acts = [desk.sends(address, desk.opens(address), fund=f"Fond {n}") for n, desk in enumerate(desks)]

    def check(answers, _told):
        place = one_of(answers, ["Mezitím údaje uložil někdo jiný"])
        assert stored(project).fund == f"Fond {place}"

    return acts, check


def _project_with_a_past():
    project = Project.objects.get()
    project.short_name = "Nový název"
    project.save()
    return project


def verifies_what_another_changes(desks):
    """Half verify the centre, half change it: nobody vouches for what was changed unseen."""
    change, verify = address_of(ContactCentre, "change", 1), address_of(ContactCentre, "verify", 1, "verified")
    apart(lambda: ContactCentre.objects.update(verified_on="2020-01-01"))
    acts = []
    for place, desk in enumerate(desks):
        address = change if place % 2 else verify
        acts.append(desk.sends(address, desk.opens(address), **({"street": f"Ulice {place}"} if place % 2 else {})))

    def check(answers, told):
        one_of(answers[1::2], ["Mezitím údaje uložil někdo jiný"])
        for answer, text in zip(answers[::2], told[::2], strict=True):
            assert ("Údaje mezitím někdo změnil" in text) == (answer.status_code == 200)

    return acts, check


def puts_hours_back(desks):
    """All put the hours back as they were."""
    apart(lambda: ConsultationHours.objects.first().delete())
    then = apart(lambda: sets_of(KINDS["hodiny"])[-1])
    address = address_of(OpeningHours, "restore_hours", 1, "hodiny", then.record)
    acts = [desk.sends(address, {}) for desk in desks]

    def check(answers, told):
        assert {answer.status_code for answer in answers} == {302}
        assert all("jsou zpět" in text for text in told)
        assert apart(lambda: hours_text(ConsultationHours.objects.all())) == then.text

    return acts, check


def links_to_previews(desks):
    """Each makes a link of their own; then all cancel the first one."""
    address = address_of(PreviewLink, "add")
    acts = [desk.sends(address, {"for_whom": "všichni"}) for desk in desks]

    def check(answers, _told):
        assert {answer.status_code for answer in answers} == {302}
        assert apart(PreviewLink.objects.count) == len(answers)

    return acts, check


def cancels_a_link(desks):
    """All cancel the same link."""
    now = timezone.now()
    link = apart(lambda: PreviewLink.objects.create(created_at=now, expires_at=now + timedelta(days=7)))
    acts = [desk.sends(address_of(PreviewLink, "cancel", link.pk), {}) for desk in desks]

    def check(answers, told):
        assert all("už neplatí" in text for text in told)
        assert stored(link).withdrawn_at is not None

    return acts, check


def accepts_an_assessment(desks):
    """All accept the draft of an assessment, the last one throws it away."""
    draft = apart(rows.assessed)
    ends = ["accept_draft"] * (len(desks) - 1) + ["discard_draft"]
    data = {"loaded_at": draft.loaded_at.isoformat()}
    acts = [desk.sends(address_of(AccessibilityStatement, end, 1), data) for desk, end in zip(desks, ends, strict=True)]

    def check(answers, told):
        assert stored(draft) is None
        assert not apart(AssessmentDraft.objects.exists)
        assert sum("už tu není" in text for text in told) == len(told) - 1

    return acts, check


def new_backup_codes(desks):
    """One editor asks for new codes in several windows with one code from the phone: ten are valid."""
    code = apart(lambda: code_of(User.objects.get(pk=desks[0].client.session[SESSION_KEY])))
    acts = [desks[0].sends("/sprava/zalozni-kody/", {"code": code}) for _ in desks]

    def check(answers, _told):
        assert {answer.status_code for answer in answers} == {200}
        assert apart(StaticToken.objects.count) == 10

    return acts, check


def takes_second_factors_away(desks):
    """All do so for the same account, from the list."""
    row = apart(rows.account)
    apart(lambda: TOTPDevice.objects.create(user=row, confirmed=True))
    data = {"action": "reset_second_factor", "_selected_action": str(row.pk), "index": "0"}
    acts = [desk.sends(address_of(User, "changelist"), data) for desk in desks]

    def check(answers, _told):
        assert {answer.status_code for answer in answers} == {302}
        assert not apart(TOTPDevice.objects.filter(user=row).exists)

    return acts, check


def deletes_from_the_list(desks):
    """All delete the same rows from the list."""
    row = apart(rows.source)
    data = {"action": "delete_selected", "_selected_action": str(row.pk), "post": "yes"}
    acts = [desk.sends(address_of(Source, "changelist"), data) for desk in desks]

    def check(answers, _told):
        assert all(answer.status_code in (200, 302) for answer in answers)
        assert stored(row) is None

    return acts, check


# Where not all do the same, it matters who comes first.
BOTH_WAYS = [
    "deletes a page that others save",
    "deletes a notice that others save",
    "deletes a source that others save",
    "deletes a request that others save",
    "deletes an account that others save",
    "publishes what others withdraw",
    "publishes what others give back",
    "withdraws what a notice leads to",
    "withdraws what others link to",
    "verifies what others change",
]
WRITINGS = {
    "saves the centre": saves(ContactCentre, ContactCentre.objects.get, "street"),
    "saves the project": saves(Project, Project.objects.get, "fund"),
    "saves a municipality": saves(Municipality, Municipality.objects.first, "orp"),
    "saves a source": saves(Source, Source.objects.first, "name"),
    "saves the statement": saves(AccessibilityStatement, AccessibilityStatement.objects.get, "enforcer"),
    "saves a notice": saves(Notice, rows.notice, "text"),
    "saves a document": saves(Document, rows.document, "title"),
    "saves the place of a page": saves(Page, lambda: rows.page(first="Je."), "menu_title", view="move"),
    "saves an account": saves(User, rows.account, "first_name"),
    "saves a request": saves(MeetingRequest, rows.request, "note"),
    "saves a report": saves(Report, rows.report, "note"),
    "adds a page": adds(Page),
    "adds a document": adds(Document),
    "adds a source": adds(Source),
    "adds an account": adds(User),
    "adds a municipality": adds(Municipality),
    "deletes a page": deletes(Page, rows.page),
    "deletes a notice": deletes(Notice, rows.notice_to_come),
    "deletes a source": deletes(Source, rows.source),
    "deletes a request": deletes(MeetingRequest, rows.request),
    "deletes an account": deletes(User, rows.account),
    "deletes a page that others save": deletes_while_saved(Page, lambda: rows.page(draft="Je."), "title"),
    "deletes a notice that others save": deletes_while_saved(Notice, rows.notice_to_come, "text"),
    "deletes a source that others save": deletes_while_saved(Source, rows.source, "publisher"),
    "deletes a request that others save": deletes_while_saved(MeetingRequest, rows.request, "note"),
    "deletes an account that others save": deletes_while_saved(User, rows.account, "first_name"),
    "adds hours": hours_of_one_day,
    "adds exceptions": exceptions_of_one_day,
    "writes the first text": texts_of_a_page(),
    "writes the next text": texts_of_a_page(first="Je."),
    "publishes": publishes,
    "withdraws": withdraws,
    "publishes what others withdraw": publishes_and_withdraws,
    "publishes what others give back": publishes_what_another_gives_back,
    "withdraws what a notice leads to": takes_away_what_a_notice_leads_to,
    "withdraws what others link to": takes_away_what_another_links_to,
    "restores a version": restores,
    "cancels a plan": cancels_a_plan,
    "puts pages under each other": stand_under_each_other,
    "agrees on one time": agrees_on_one_time,
    "takes back a record": takes_back_a_record,
    "verifies what others change": verifies_what_another_changes,
    "puts hours back": puts_hours_back,
    "makes links to previews": links_to_previews,
    "cancels a link": cancels_a_link,
    "accepts an assessment": accepts_an_assessment,
    "asks for backup codes": new_backup_codes,
    "takes second factors away": takes_second_factors_away,
    "deletes from a list": deletes_from_the_list,
}
