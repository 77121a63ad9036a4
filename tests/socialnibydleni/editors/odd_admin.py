"""Addresses of the admin that no page links to: lists with odd parameters, and odd numbers in every address."""

from collections import Counter
from urllib.parse import urlencode

from django.contrib import admin
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

BIG = [2**31, 2**63 - 1, 2**63, 10**22, 10**400]
NUMBERS = ["0", "1", "00", "+1", "1_0", "１", *map(str, BIG)]
VALUES = [
    *NUMBERS, *(f"-{number}" for number in BIG), "", "x", "\0", "a\0b", "1,2", f"1,{10**22}", "None", "True", "nan",
    "1e400", "2026-11-23", "2026-13-45", "0000-01-01", "9999-12-31 23:59:59", "99999-01-01", "2026-11-23T12:00+99:99",
    "\ud800".encode("utf-8", "surrogatepass"), b"\xff", "'", "%", "_", "\\", "č" * 300, "()", "[", "*", "../..",
]  # fmt: skip
LOOKUPS = [
    "", "__exact", "__id__exact", "__pk", "__in", "__isnull", "__gte", "__lt", "__year", "__month", "__day", "__range",
    "__contains", "__regex", "__pk__in", "__year__gte", "__neni",
]  # fmt: skip
OF_ANY_LIST = ["p", "o", "q", "e", "all", "_popup", "_to_field", "_changelist_filters", "_facets", "ot"]
ELSEWHERE = [
    "term",
    "app_label",
    "model_name",
    "field_name",
    "next",
    "of",
    "_source",
    "source_model",
    "verze",
    "s",
    "k",
]


def patterns(urls, before=""):
    """The route of every pattern below, as one text, with its converters."""
    for url in urls:
        route = before + str(url.pattern)
        if isinstance(url, URLResolver):
            yield from patterns(url.url_patterns, route)
        elif isinstance(url, URLPattern):
            yield route, url.pattern.converters


def routes():
    """Those of the admin; it ends with one that takes whatever is left."""
    return [
        (route, converters)
        for route, converters in patterns(get_resolver().url_patterns)
        if "sprava/" in route and "log" not in route
    ]


def odd_requests(random):
    """Endless method and address, each kind of address as often as any other."""
    models, all_routes = list(admin.site._registry), routes()
    while True:
        if random.random() < 0.5:
            model = random.choice(models)
            path = f"/sprava/{model._meta.app_label}/{model._meta.model_name}/"
            yield "GET", f"{path}?{odd_query(random, names(model))}"
        else:
            route, converters = random.choice(all_routes)
            query = f"?{odd_query(random, OF_ANY_LIST + ELSEWHERE)}" if random.random() < 0.3 else ""
            yield random.choice(["GET", "GET", "POST"]), filled(random, route, converters) + query


def names(model):
    """What a list of the model may be asked by: its filters, all of its fields, and what every list takes."""
    filters = [
        each if isinstance(each, str) else getattr(each, "parameter_name", "")
        for each in (each[0] if isinstance(each, tuple) else each for each in admin.site._registry[model].list_filter)
    ]
    filters = [name for name in filters if name]
    fields = [field.name for field in model._meta.get_fields()]
    return [*filters * 4, *fields, *OF_ANY_LIST]


def odd_query(random, names):
    pairs = []
    for _ in range(random.choice([1, 1, 2])):
        name = random.choice(names)
        pairs.append((name + random.choice(LOOKUPS) if name not in OF_ANY_LIST else name, random.choice(VALUES)))
    return urlencode(pairs)


def filled(random, route, converters):
    """The route with an odd value for each of its parts."""
    address = "/" + route.replace("^", "").replace("$", "").replace("\\Z", "")
    for converter in converters.values():
        kind = type(converter).__name__.removesuffix("Converter").lower()
        value = (
            random.choice(NUMBERS) if kind in {"int", "path", "number"} else random.choice(["x", "verified", "1" * 30])
        )
        start = address.index("<")
        address = address[:start] + value + address[address.index(">") + 1 :]
    return address.replace("(?P<url>.*)", "neni")


def failures(client, random, number):
    """The requests out of so many that were answered with 5xx, and how often each status came."""
    client.raise_request_exception = False
    found, counted = [], Counter()
    requests = odd_requests(random)
    for _ in range(number):
        method, address = next(requests)
        with transaction.atomic():
            status = client.generic(method, address).status_code
            transaction.set_rollback(True)  # also because a question that PostgreSQL refused spoils what comes after it
        counted[status] += 1
        if status >= 500:
            found.append(f"{status} {method} {address[:200]}")
    return found, counted
