"""The site map: every public address begins here."""

from django.contrib import admin
from django.urls import include, path

from contact.asking import report_views
from contact.help.views import help_page
from pages.languages.patterns import in_every_language
from pages.preview import showing
from pages.reading.views import free_page
from socialnibydleni import views
from socialnibydleni.cards import pictures
from socialnibydleni.exports import feeds, open_data, sitemap
from socialnibydleni.serving import health

urlpatterns = [
    in_every_language(
        path("", views.home, name="home"),
        path("obce/", include("municipalities.urls")),
        path("kam-se-obratit/", help_page, name="help"),
        path("nahlasit-chybu/", report_views.report, name="report"),
        path("nahlasit-chybu/prijato/<slug:reference>/", report_views.received, name="report-received"),
        path("hledat/", views.search, name="search"),
        path("opensearch.xml", views.opensearch, name="opensearch"),
    ),
    path("", include("pages.urls")),
    path("", include("contact.urls")),
    path("otevrena-data/", open_data.page, name="open-data"),
    path("otevrena-data/<path:name>", open_data.file, name="open-data-file"),
    path("sprava/", admin.site.urls),
    path("nahled/<str:token>/", showing.over, name="preview-over"),
    path("nahled/<str:token>/<path:rest>", showing.over),
    path("karta-<slug:digest>.png", pictures.picture, name="card"),
    path("robots.txt", views.robots, name="robots"),
    path("aktuality.atom", feeds.news_feed, name="news-feed"),
    path("akce.atom", feeds.events_feed, name="events-feed"),
    path("dokumenty.atom", feeds.documents_feed, name="documents-feed"),
    path("zmeny.atom", feeds.changes, name="changes"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("apple-touch-icon.png", views.touch_icon, name="touch-icon"),
    path("stav/", health.alive, name="health"),
    path("stav/pripraveno/", health.ready, name="ready"),
    path(".well-known/security.txt", views.security_txt, name="security-txt"),
    path("<slug:slug>/", free_page, name="free-page"),  # last: every other address comes first, and is reserved
]

handler400 = "socialnibydleni.serving.error_pages.bad_request"
handler403 = "socialnibydleni.serving.error_pages.permission_denied"
handler404 = "socialnibydleni.serving.error_pages.not_found"
handler500 = "socialnibydleni.serving.error_pages.server_error"
