"""What the project package hands down to pages, and Django's admin with the editors' own site."""

import logging

from django.apps import AppConfig, apps
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate

from pages import registry
from socialnibydleni import log
from socialnibydleni.addresses import site_row
from socialnibydleni.editors import groups


class SiteConfig(AppConfig):
    """The package that joins the apps."""

    name = "socialnibydleni"
    verbose_name = "web projektu"

    def ready(self):
        """Hand down addresses and the start page's sections, mask tokens in gunicorn's log, follow every migration."""
        from socialnibydleni.addresses import own, reserved  # noqa: PLC0415 - they need the models, ready only now
        from socialnibydleni.copies import erased  # noqa: PLC0415 - they need the models, ready only now
        from socialnibydleni.editors.start import page as start_page  # noqa: PLC0415 - they need the models, ready only now
        from socialnibydleni.exports import open_data  # noqa: PLC0415 - they need the models, ready only now
        from socialnibydleni.serving import outage_file  # noqa: PLC0415 - they need the models, ready only now

        logging.getLogger("gunicorn.error").addFilter(log.MaskTokens())  # it has a handler of its own
        start_page.register()
        erased.register()
        registry.add_addresses(own.addresses)
        registry.add_entries(open_data.entries)
        registry.when_content_changes(outage_file.forget)
        registry.reserve_addresses(reserved.addresses)
        post_migrate.connect(site_row.follow, sender=apps.get_app_config("sites"))
        post_migrate.connect(groups.create, sender=apps.get_app_config("auth"))


class EditorsDoorConfig(AdminConfig):
    """Django's admin, whose default site is ours."""

    default_site = "socialnibydleni.editors.site.EditorsSite"
