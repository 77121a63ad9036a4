from django import forms

from pages import placeholders


class RichTextFormField(forms.CharField):
    widget = forms.Textarea
    default_validators = [placeholders.refuse_unusable]


class RichTextAdmin:
    pass
