from django.apps import AppConfig

from pages import registry


class ContactConfig(AppConfig):
    name = "contact"
    verbose_name = "Kontaktní centrum"

    def ready(self):
        from contact import now  # noqa: PLC0415 - it needs the models, ready only now

        centre = self.get_model("ContactCentre")
        for watched in [centre, self.get_model("ConsultationHours"), self.get_model("HoursException")]:
            registry.watch(watched)
        registry.lend_fact("contact_centre", centre.objects.with_hours)
        registry.expect_change(now.next_change)
