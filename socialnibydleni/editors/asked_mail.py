"""Who asks for a text to be published, or may publish, hears of it by mail: once a day, and nothing of the text."""

from datetime import datetime, timedelta

from django.contrib.auth.models import User

from contact.meetings import mail
from pages.models import PublicationRequest
from pages.prose import requests

NEWS_LAST = timedelta(days=7)  # nobody needs to be told of what is older


def tell(moment: datetime) -> None:
    """Write a mail to each editor for whom something has happened since the last one; housekeeping sends it.

    Who waits for an answer about his own text is told by it, not by a mail of his request.
    """
    publishers = {account.pk for account in requests.publishers()}
    for user in User.objects.filter(is_active=True, is_staff=True).exclude(email=""):
        since = max(mail.told_editor_at(user.pk) or moment - NEWS_LAST, moment - NEWS_LAST)
        own = PublicationRequest.objects.filter(asked_by=user)
        others = PublicationRequest.objects.waiting().exclude(asked_by=user)
        waiting = others.count() if user.pk in publishers and others.filter(asked_at__gt=since).exists() else 0
        returned = own.exclude(answer="").filter(ended_at__gt=since).exclude(ended_by=user).count()
        published = own.fulfilled(moment).filter(version__publish_at__gt=since).count()
        if waiting or returned or published:
            mail.tell_editor(user.pk, user.email, moment, waiting=waiting, returned=returned, published=published)
