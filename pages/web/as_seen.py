"""What browsers send to the admin, without signs that nobody sees: no field of any form has to think of them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

from pages import spelling

View = Callable[..., HttpResponse]


def as_seen(view: View) -> View:
    """The view, given what was typed as it is seen; passwords are left as they are, since nobody sees them."""

    @wraps(view)
    def cleaned(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            request.POST = _seen(request.POST)  # type: ignore[assignment]  # for the stubs it is another class
        return view(request, *args, **kwargs)

    return cleaned


def _seen(sent: QueryDict) -> QueryDict:
    fields = QueryDict(mutable=True, encoding=sent.encoding)
    for name, values in sent.lists():
        fields.setlist(name, values if "password" in name else [spelling.seen(value) for value in values])
    fields._mutable = False
    return fields
