"""What the contact centre hands down to pages."""

from functools import partial

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save

from pages import registry
from pages.web.parts import has_model


class ContactConfig(AppConfig):
    """The app of the contact centre: how to reach it, its hours, and requests for a meeting."""

    name = "contact"
    verbose_name = "Kontaktní centrum"

    def ready(self) -> None:
        """Hand down `contact_centre`, `help`, their next changes, addresses, links, entries, placeholders, a guard."""
        from contact import addresses, in_prose, now, search  # noqa: PLC0415 - they need the models, ready only now
        from contact.centre import ContactCentre  # noqa: PLC0415 - ready only now
        from contact.exports import told  # noqa: PLC0415 - ready only now
        from contact.help import search as help_search  # noqa: PLC0415 - ready only now
        from contact.help import shown  # noqa: PLC0415 - ready only now
        from contact.help.rows import Help, Situation  # noqa: PLC0415 - ready only now
        from contact.hours.rows import ConsultationHours, HoursException  # noqa: PLC0415 - ready only now

        has_centre = partial(has_model, "contact.contactcentre")

        for watched in [ContactCentre, ConsultationHours, HoursException]:
            registry.watch(watched)
            for signal in [post_save, post_delete]:
                signal.connect(told.follow_rows, sender=watched)
        post_migrate.connect(told.follow_code, sender=self)
        registry.lend_fact("contact_centre", lambda: ContactCentre.objects.with_hours() if has_centre() else None)
        registry.expect_change(now.next_change)
        registry.add_addresses(addresses.addresses)
        registry.add_entries(search.entries)
        for name, (label, render) in in_prose.PLACEHOLDERS.items():
            registry.add_placeholder(name, label, render)
        registry.guard_facts(in_prose.facts)
        for row in [Help, Situation]:
            registry.watch(row)
        registry.lend_on_demand("help", lambda _facts: Help.objects.whole() if has_model("contact.help") else [])
        registry.expect_change(shown.next_change)
        registry.add_addresses(addresses.help_addresses)
        registry.add_links(addresses.links)
        registry.add_entries(help_search.entries)
