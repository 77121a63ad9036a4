from django.urls import path

from pages import views

app_name = "pages"

urlpatterns = [
    path("o-projektu/", views.about, name="about"),
    path("pristupnost/", views.accessibility, name="accessibility"),
    path("ochrana-osobnich-udaju/", views.privacy, name="privacy"),
]
