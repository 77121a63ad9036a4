"""What a reader gets. Reading to the end is what closes a streamed answer, and its file with it."""


def read(response):
    """The whole body, streamed or not."""
    return b"".join(response)


def status(response):
    read(response)
    return response.status_code
