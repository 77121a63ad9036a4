"""The pages of the handbook."""

from django.contrib import admin
from django.http import Http404, HttpResponse
from django.shortcuts import render

from pages.frame.request import Request
from socialnibydleni.editors.handbook import search, texts
from socialnibydleni.editors.handbook.tasks import BY_SLUG, SUBJECTS, TASKS, beside
from socialnibydleni.editors.question import LONGEST, Question


def index(request: Request) -> HttpResponse:
    """What this editor may do, by subject, and what others do; with `q` what answers the question instead."""
    typed = " ".join(request.GET.get("q", "").split())[:LONGEST]
    mine = {task for task in TASKS if task.may(request.user)}
    context = {
        "title": "Příručka",
        "question": typed,
        "hits": [(hit, hit.task in mine) for hit in search.found(Question(typed))] if typed else [],
        "subjects": [
            (subject, own) for subject in SUBJECTS if (own := [task for task in subject.tasks if task in mine])
        ],
        "others": [task for task in TASKS if task not in mine],
    }
    return render(request, "admin/handbook/index.html", {**admin.site.each_context(request), **context})


def whole(request: Request) -> HttpResponse:
    """All tasks one after the other, to be printed."""
    tasks = [(task, texts.body(task, below=2)) for task in TASKS]
    context = {**admin.site.each_context(request), "title": "Celá příručka", "tasks": tasks}
    return render(request, "admin/handbook/whole.html", context)


def task(request: Request, slug: str) -> HttpResponse:
    """One task, step by step.

    Raises:
        Http404: the handbook does not know it.
    """
    if slug not in BY_SLUG:
        raise Http404
    about = BY_SLUG[slug]
    context = {
        "title": about.title,
        "task": about,
        "may": about.may(request.user),
        "body": texts.body(about),
        "beside": beside(about),
    }
    return render(request, "admin/handbook/task.html", {**admin.site.each_context(request), **context})
