"""The addresses of the contact centre."""

from django.urls import path

from contact import views
from pages.languages.patterns import in_every_language

app_name = "contact"

urlpatterns = [
    *in_every_language(
        path("kontaktni-centrum/", views.contact_centre, name="centre"),
        path("kontaktni-centrum/schuzka/", views.meeting, name="meeting"),
        path("kontaktni-centrum/schuzka/prijato/<slug:reference>/", views.received, name="received"),
    ),
    path("kontaktni-centrum/hodiny.ics", views.hours_calendar, name="hours-calendar"),
    path("kontaktni-centrum/kontakt.vcf", views.contact_vcard, name="vcard"),
]
