from django.apps import AppConfig

from pages import registry


class ContactConfig(AppConfig):
    name = "contact"
    verbose_name = "Kontaktní centrum"

    def ready(self):
        centre = self.get_model("ContactCentre")
        registry.watch(centre)
        registry.watch(self.get_model("ConsultationHours"))
        registry.lend_fact("contact_centre", centre.objects.with_hours)
