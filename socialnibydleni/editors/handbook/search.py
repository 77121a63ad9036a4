"""The search in the handbook: over titles and texts, with the sentence in which it was found."""

from typing import NamedTuple

from socialnibydleni.editors.handbook import texts
from socialnibydleni.editors.handbook.tasks import TASKS, Task
from socialnibydleni.editors.question import Question


class Hit(NamedTuple):
    """A task that answers a question, and the sentence of its page that says most about it."""

    task: Task
    sentence: str


def found(question: Question) -> list[Hit]:
    """The tasks in whose title and text all words stand; those with them in the title first."""
    ranked = []
    for task in TASKS:
        said = texts.sentences(task.slug)
        if rank := question.rank(task.title, " ".join(said)):
            ranked.append((rank, Hit(task, max(said, key=question.words_in))))
    ranked.sort(key=lambda each: each[0])
    return [hit for _, hit in ranked]
