"""Open data: the page that explains it to people, and the files."""

from collections.abc import Iterator
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from pages.frame.door import public_page
from pages.frame.request import Request
from pages.open_data.formats import CONTEXT_NAME, JSON_LD, File, as_json, context_document, vocabulary
from pages.registry import Entry
from socialnibydleni.exports.catalogue import CATALOGUE, DATA_SETS, RECORDS

CONTEXT = File(CONTEXT_NAME, JSON_LD, lambda _frame: as_json(context_document(DATA_SETS)))
OF_DATA_SETS = [file for data_set in DATA_SETS for file in (*data_set.files, *data_set.descriptions)]
FILES = {file.name: file for file in [CONTEXT, CATALOGUE, *RECORDS.values(), *OF_DATA_SETS]}


def entries(_moment: datetime) -> Iterator[Entry]:
    """For the search: what the page offers, and how people ask for it."""
    lines = [f"{data_set.title}: {data_set.description}" for data_set in DATA_SETS]
    also = "csv tabulka Excel xls RSS Atom odběr novinek json geojson api"
    yield Entry(reverse("open-data"), body="\n".join(lines), also=also)


@public_page()
def page(request: Request) -> HttpResponse:
    """The page that explains data sets, names and terms to people."""
    values = {
        "text": request.frame.text_at(request.path),
        "data_sets": [(data_set, RECORDS[data_set.key]) for data_set in DATA_SETS],
        "catalogue": CATALOGUE,
        "vocabulary": vocabulary(DATA_SETS),
    }
    return render(request, "open_data.html", values)


@public_page()
def file(request: Request, name: str) -> HttpResponse:
    """One file. Pages of any site may read it (Fetch Standard, CORS): nothing in it depends on who asks."""
    if name not in FILES:
        raise Http404
    text, content_type = FILES[name].write(request.frame), FILES[name].format.content_type
    return HttpResponse(text, content_type=content_type, headers={"Access-Control-Allow-Origin": "*"})
