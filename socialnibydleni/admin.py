"""What the admin shows of accounts, and what of the packages it does not."""

import django.contrib.auth.admin
import django.contrib.redirects.admin
import django.contrib.sites.admin  # noqa: F401 - all three register what is taken away below
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.contrib.redirects.models import Redirect
from django.contrib.sites.models import Site
from django_otp.plugins.otp_static.admin import StaticDevice
from django_otp.plugins.otp_totp.admin import TOTPDevice

from socialnibydleni.editors.accounts.admin import AccountAdmin

admin.site.unregister([StaticDevice, TOTPDevice])  # their rows are secrets; a reset is all that anybody needs
admin.site.unregister(Group)  # the groups are made in groups.py; a change here would be undone by the next migration
admin.site.unregister([Site, Redirect])  # they follow SITE_URL and the addresses of pages by themselves
admin.site.unregister(User)
admin.site.register(User, AccountAdmin)
