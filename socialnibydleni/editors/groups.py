"""The four groups of editors and exactly what each may do. Nobody works as superuser day to day."""

from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions

READ, CHANGE, FILL = ("view",), ("view", "change"), ("view", "add", "change")
EVERYTHING = ("view", "add", "change", "delete")
FROM_READERS = ("view", "change", "delete")  # a reader may want his erased

PERMISSIONS: dict[str, dict[str, tuple[str, ...]]] = {
    "Autor": {
        "pages.page": FILL,  # to add a draft; where a public page stands stays shut without the right to publish
        "pages.newspage": ("view", "add"),
        "pages.questionpage": ("view", "add"),
        "pages.termpage": ("view", "add"),
        "pages.collectionpage": ("view", "add"),
        "pages.eventpage": ("view", "add"),
        "pages.translationpage": READ,
        "pages.languagestate": READ,
        "pages.facttranslation": READ,
        "pages.pageversion": ("view", "add"),
        "pages.previewlink": FILL,
        "pages.notice": READ,
        "pages.document": ("view", "add"),  # drafts
        "pages.externaladdress": READ,
        "pages.image": ("view", "add"),
        "municipalities.municipality": READ,
        "contact.contactcentre": READ,
        "contact.openinghours": READ,
        "contact.consultationhours": READ,
        "contact.hoursexception": READ,
        "contact.help": READ,
        "contact.situation": READ,
        "pages.project": READ,
        "pages.source": READ,
    },
    "Vydavatel": {
        "pages.page": EVERYTHING,
        "pages.newspage": ("view", "add"),
        "pages.questionpage": ("view", "add"),
        "pages.termpage": ("view", "add"),
        "pages.collectionpage": ("view", "add"),
        "pages.eventpage": ("view", "add"),
        "pages.translationpage": READ,
        "pages.languagestate": CHANGE,
        "pages.facttranslation": EVERYTHING,
        "pages.pageversion": (*FILL, "publish"),
        "pages.previewlink": FILL,
        "pages.notice": EVERYTHING,
        "pages.image": ("view", "add", "delete"),
        "pages.document": (*EVERYTHING, "publish"),  # to delete what no reader saw, see pages.facts.kept
        "pages.externaladdress": READ,
        "pages.project": CHANGE,
        "pages.source": FILL,
        "pages.accessibilitystatement": CHANGE,
        "pages.knownfault": EVERYTHING,
        "pages.termsofuse": CHANGE,
        "municipalities.municipality": EVERYTHING,
        "contact.contactcentre": CHANGE,
        "contact.openinghours": CHANGE,
        "contact.consultationhours": EVERYTHING,
        "contact.hoursexception": EVERYTHING,
        "contact.help": EVERYTHING,
        "contact.situation": EVERYTHING,
        "contact.report": FROM_READERS,
    },
    "Kontaktní centrum": {
        "contact.meetingrequest": FROM_READERS,
        "contact.report": FROM_READERS,
        "contact.contactcentre": CHANGE,
        "contact.openinghours": CHANGE,
        "contact.consultationhours": EVERYTHING,
        "contact.hoursexception": EVERYTHING,
        "contact.help": EVERYTHING,
        "contact.situation": EVERYTHING,
        "municipalities.municipality": READ,
    },
    "Správce": {
        "auth.user": FILL,
    },
}


NAMES = list(PERMISSIONS)


def create(**_signal: Any) -> None:
    """Make the groups and give each its permissions, no more and no fewer, however often it runs."""
    for config in apps.get_app_configs():
        create_permissions(config, verbosity=0)  # the signal of an app may come before those of later apps
    permission, group = apps.get_model("auth", "Permission"), apps.get_model("auth", "Group")
    for name, models in PERMISSIONS.items():
        codenames = {
            (label.partition(".")[0], f"{action}_{label.partition('.')[2]}")
            for label, actions in models.items()
            for action in actions
        }
        wanted = [
            row
            for row in permission.objects.select_related("content_type")
            if (row.content_type.app_label, row.codename) in codenames
        ]
        group.objects.get_or_create(name=name)[0].permissions.set(wanted)
