"""What the directory of municipalities hands down to pages."""

from django.apps import AppConfig

from pages import registry
from pages.web.parts import is_off


class MunicipalitiesConfig(AppConfig):
    """The app of the pilot municipalities."""

    name = "municipalities"
    verbose_name = "Obce"

    def ready(self) -> None:
        """Hand down `municipalities` and `towns`, read when first asked for, a part of the menu, addresses, links."""
        from municipalities import addresses, search  # noqa: PLC0415 - they need the models, ready only now
        from municipalities.models import Municipality  # noqa: PLC0415 - ready only now

        registry.watch(Municipality)
        registry.lend_on_demand(
            "municipalities", lambda _facts: [] if is_off("/obce/") else Municipality.objects.directory()
        )
        registry.lend_on_demand("towns", lambda facts: [row.as_town for row in facts["municipalities"]])
        registry.offer_part("/obce/", Municipality.objects.published)
        registry.add_addresses(addresses.addresses)
        registry.add_entries(search.entries)
        registry.add_links(addresses.links)
