"""The addresses below /kontaktni-centrum/."""

from django.urls import path

from contact import views

app_name = "contact"

urlpatterns = [
    path("", views.contact_centre, name="centre"),
    path("schuzka/", views.meeting, name="meeting"),
    path("schuzka/prijato/<slug:reference>/", views.received, name="received"),
    path("hodiny.ics", views.hours_calendar, name="hours-calendar"),
    path("kontakt.vcf", views.contact_vcard, name="vcard"),
]
