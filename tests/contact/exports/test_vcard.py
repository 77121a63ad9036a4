"""The contact for a phone, read back by a package that shares nothing with the one that writes it."""

import vobject

from contact.exports.vcard import vcard
from contact.models import ContactCentre


def card(project_name="Podpora sociálního bydlení", **values):
    place = {"street": "Na Maninách 876/7", "town": "Praha", "town_part": "Holešovice"}
    centre = ContactCentre(email="centrum@example.cz", phone="+420778455761", **{**place, **values})
    return vcard(centre, project_name).decode()


def test_card_says_who_it_is_and_how_to_reach_it():
    read = vobject.readOne(card())
    read.validate(raiseException=True)
    name = "Kontaktní centrum projektu Podpora sociálního bydlení"
    assert (read.version.value, read.fn.value, read.org.value) == ("3.0", name, [name])
    assert (read.tel.value, read.tel.params) == ("+420778455761", {"TYPE": ["WORK", "VOICE"]})
    assert read.email.value == "centrum@example.cz"
    assert read.url.value == "http://127.0.0.1:8000/kontaktni-centrum/"


def test_address_has_its_parts_where_a_phone_looks_for_them():
    address = vobject.readOne(card()).adr.value
    assert (address.street, address.city, address.country) == (
        "Na Maninách 876/7",
        "Praha-Holešovice",
        "Česká republika",
    )
    assert {address.box, address.extended, address.region, address.code} == {""}


def test_name_belongs_to_nobody_so_that_phones_show_the_organisation():
    assert "\r\nN:;;;;\r\n" in card()


def test_text_with_signs_that_have_a_meaning_is_read_back_as_it_was_written():
    written = "Dům 7, vchod B; \\ „u\u00a0parku“ 😀"
    text = card(project_name=written, street=written)
    read = vobject.readOne(text)
    assert read.adr.value.street == written.replace("\u00a0", " ")
    assert read.fn.value == f"Kontaktní centrum projektu {written}".replace("\u00a0", " ")
    assert read.org.value == [read.fn.value]


def test_every_line_ends_as_the_standard_wants_and_is_no_longer_than_75_octets():
    lines = card(street="ž" * 100).split("\r\n")
    assert (lines[0], lines[1], lines[-2:]) == ("BEGIN:VCARD", "VERSION:3.0", ["END:VCARD", ""])
    assert not [line for line in lines if "\n" in line]
    assert max(len(line.encode()) for line in lines) == 75
