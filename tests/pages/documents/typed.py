"""What an editor types into the form of a document, and what comes back."""

from django.core.files.uploadedfile import SimpleUploadedFile

from pages.documents import stored_files
from pages.documents.store import disk
from tests.pages.documents.made_files import pdf

ADD, LIST = "/sprava/pages/document/add/", "/sprava/pages/document/"
TYPED = {
    "title": "Metodika práce v bydlení",
    "slug": "",
    "description": "Krok za krokem, jak obec zavede sociální bydlení.",
    "author": "Jana Nováková",
    "year": "2020",
    "language": "cs",
    "category": "metodika",
    "accessible_url": "",
    "url": "",
    "publish_at_0": "",
    "publish_at_1": "",
}


def upload(name="metodika.pdf", content=None):
    return SimpleUploadedFile(name, pdf() if content is None else content)


def errors(response):
    """What the form refuses, by field."""
    assert response.status_code == 200, response.get("Location")
    form = response.context["adminform"].form
    return {field: [str(error) for error in found] for field, found in form.errors.items()}


def files():
    """The names of everything on the disk."""
    folder = disk.root() / stored_files.FOLDER
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []
