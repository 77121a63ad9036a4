from django.apps import AppConfig

from pages import registry


class MunicipalitiesConfig(AppConfig):
    name = "municipalities"
    verbose_name = "Obce"

    def ready(self):
        from municipalities import addresses, search  # noqa: PLC0415 - they need the models, ready only now

        municipality = self.get_model("Municipality")
        registry.watch(municipality)
        registry.lend_on_demand("municipalities", lambda _facts: municipality.objects.directory())
        registry.offer_part("/obce/", municipality.objects.published)
        registry.add_addresses(addresses.addresses)
        registry.add_entries(search.entries)
