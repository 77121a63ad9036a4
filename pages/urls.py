from django.urls import path

from pages import document_views, news_views, views

app_name = "pages"

urlpatterns = [
    path("aktuality/", news_views.news_list, name="news"),
    path("aktuality/<slug:slug>/", news_views.news_detail, name="news-detail"),
    path("dokumenty/", document_views.documents, name="documents"),
    path("dokumenty/<slug:slug>/", document_views.document, name="document"),
    path("dokumenty/<slug:slug>.<slug:extension>", document_views.file, name="document-file"),
    path("o-projektu/", views.about, name="about"),
    path("pristupnost/", views.accessibility, name="accessibility"),
    path("ochrana-osobnich-udaju/", views.privacy, name="privacy"),
]
