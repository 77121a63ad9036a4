"""All objects of a PDF, one after another, in little memory."""

from collections import defaultdict
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.generic import IndirectObject, PdfObject

MOST_HELD = 20_000  # objects in memory at a time


def objects_of(reader: PdfReader) -> Iterator[PdfObject | None]:
    """The trailer and all that the table names, reached from the root or not (ISO 32000-2, 7.5.4 and 7.5.7).

    No path from object to object is followed, so circles and depth cost nothing, and no more than what is worked on is
    held: what pypdf remembers is dropped now and then, but not amid the objects of one stream, which it reads together.
    """
    yield reader.trailer
    streams = defaultdict(list)
    for number, (stream, _) in reader.xref_objStm.items():
        streams[stream].append(number)
    for stream, numbers in streams.items():
        for number in [stream, *numbers]:
            yield reader.get_object(IndirectObject(number, 0, reader))
        _forget(reader)
    for generation, places in reader.xref.items():
        for number in places.keys() - streams.keys():
            yield reader.get_object(IndirectObject(number, generation, reader))
            _forget(reader)


def _forget(reader: PdfReader) -> None:
    if len(reader.resolved_objects) > MOST_HELD:
        reader.resolved_objects.clear()
