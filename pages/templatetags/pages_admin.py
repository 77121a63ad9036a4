"""Words of the editors' pages."""

from datetime import datetime

from django import template

from pages.prose import states

register = template.Library()


@register.filter
def when(moment: datetime) -> str:
    """An aware moment in, „5. 10. 2026 v 8.00“ in Prague time out."""
    return states.when(moment)
