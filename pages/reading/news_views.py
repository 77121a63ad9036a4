"""The list of news, page by page, and one of them."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseGone
from django.shortcuts import render

from pages.frame import filled
from pages.frame.door import public_page
from pages.frame.request import Request
from pages.prose.page import NEWS_ADDRESS
from pages.prose.versions import is_hidden
from pages.reading import news
from pages.web import paging

ON_A_PAGE = 20


@public_page("strana")
def news_list(request: Request) -> HttpResponse:
    """The latest first; a page number that does not exist is no page."""
    frame = request.frame
    paginator = Paginator(news.seen(frame), ON_A_PAGE)
    page = paging.asked_page(paginator, request.GET.get("strana", "1"))
    context = {"text": frame.text_at(request.path), **paging.links(page, _address)}
    return render(request, "pages/news_list.html", context)


@public_page()
def news_detail(request: Request, slug: str) -> HttpResponse:
    """One of them; withdrawn it is gone."""
    frame = request.frame
    text = news.one(request.path, frame)
    if text is None:
        raise Http404
    if is_hidden(text, frame.moment, frame.preview):
        return HttpResponseGone()
    context = {"text": text, "outline": filled.read(text, frame)}
    return render(request, "pages/news.html", {**context, **news.around(text, frame)})


def _address(number: int) -> str:
    return f"{NEWS_ADDRESS}?strana={number}" if number > 1 else NEWS_ADDRESS
