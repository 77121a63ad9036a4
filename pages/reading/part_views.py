"""Questions with answers and the glossary: each on a page of all, and on one of its own."""

from django.http import Http404, HttpResponse, HttpResponseGone
from django.shortcuts import render

from pages.frame import filled
from pages.frame.door import public_page
from pages.frame.request import Request
from pages.prose.page import Page
from pages.prose.versions import is_hidden
from pages.reading import questions, terms
from pages.reading.among_others import oldest


@public_page()
def question_list(request: Request) -> HttpResponse:
    """All questions by who asks; without any there is no such page."""
    frame = request.frame
    asking = questions.by_reader(frame)
    if not asking and frame.preview is None:
        raise Http404
    texts = [answer.text for one in asking for answer in one.answers]
    context = {"text": frame.text_at(request.path), "asking": asking, "texts": texts, "oldest": oldest(texts)}
    return render(request, "pages/questions.html", context)


@public_page()
def term_list(request: Request) -> HttpResponse:
    """All terms; without any there is no such page."""
    frame = request.frame
    explained = terms.in_order(frame)
    if not explained and frame.preview is None:
        raise Http404
    texts = [one.text for one in explained]
    context = {"text": frame.text_at(request.path), "terms": explained, "texts": texts, "oldest": oldest(texts)}
    return render(request, "pages/terms.html", context)


@public_page()
def question_detail(request: Request, slug: str) -> HttpResponse:
    """One question with its answer."""
    return _one(request, Page.Kind.QUESTION, "pages/question.html")


@public_page()
def term_detail(request: Request, slug: str) -> HttpResponse:
    """One term of the glossary."""
    return _one(request, Page.Kind.TERM, "pages/term.html")


def _one(request: Request, kind: str, template: str) -> HttpResponse:
    """Of a kind the page at the address of the request; withdrawn it is gone."""
    frame = request.frame
    text = frame.version_at(request.path)
    if text is None or text.page.kind != kind:
        raise Http404
    if is_hidden(text, frame.moment, frame.preview):
        return HttpResponseGone()
    return render(request, template, {"text": text, "outline": filled.read(text, frame)})
