"""The editors' door: the stock Django admin, in Czech."""

from django.contrib import admin


class EditorsSite(admin.AdminSite):
    site_header = "Správa webu Podpora sociálního bydlení"
    site_title = "Správa webu"
    index_title = "Co chcete upravit?"
