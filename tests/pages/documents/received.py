"""What a reader gets. Reading to the end is what closes a streamed answer, and its file with it."""


def read(response):
    """The whole body, streamed or not."""
    return b"".join(response)


def status(response):
    read(response)
    return response.status_code


def text(response):
    """A page as plain typing has it: ordinary spaces, no joiners."""
    return response.content.decode().replace("\u00a0", " ").replace("\u2060", "")
