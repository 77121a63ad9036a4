"""The fixed public addresses of this app; pages of editors are found by the project's own urls."""

from django.urls import path

from pages.documents import views as documents
from pages.documents.listing import views as listing
from pages.images import views as images
from pages.languages.patterns import in_every_language
from pages.reading import collections, event_views, news_views, part_views, views

app_name = "pages"

urlpatterns = [
    path("akce/", event_views.event_list, name="events"),
    path("akce/akce.ics", event_views.calendar, name="events-calendar"),
    path("akce/<slug:slug>/", event_views.event_detail, name="event"),
    path("akce/<slug:slug>/akce.ics", event_views.event_calendar, name="event-calendar"),
    path("aktuality/", news_views.news_list, name="news"),
    path("aktuality/<slug:slug>/", news_views.news_detail, name="news-detail"),
    path("dokumenty/", listing.documents, name="documents"),
    path("dokumenty/sbirky/<slug:slug>/", collections.collection, name="collection"),
    path("dokumenty/<slug:slug>/", documents.document, name="document"),
    path("dokumenty/<slug:slug>.<slug:extension>", documents.file, name="document-file"),
    path("obrazky/<slug:name>-<int:width>.<slug:extension>", images.image, name="image"),
    path("otazky/", part_views.question_list, name="questions"),
    path("otazky/<slug:slug>/", part_views.question_detail, name="question"),
    path("slovnik/", part_views.term_list, name="terms"),
    path("slovnik/<slug:slug>/", part_views.term_detail, name="term"),
    *in_every_language(
        path("o-projektu/", views.about, name="about"),
        path("pristupnost/", views.accessibility, name="accessibility"),
        path("ochrana-osobnich-udaju/", views.privacy, name="privacy"),
    ),
]
