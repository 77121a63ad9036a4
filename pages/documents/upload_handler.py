"""How uploads arrive: no more of a file is kept than may be published, and a full disk is no failure of the request."""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

DISK_ERROR = "disk_error"  # an attribute of each file that arrived: why the disk refused it, or None


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Keeps the beginning of a file that is too large, with its true size, and notes when the disk refused it.

    The form then says what is wrong; an exception here would be an error page instead.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """As Django's; an empty file in memory stands in for one that the disk refused."""
        try:
            super().new_file(*args, **kwargs)
            self.error: OSError | None = None
        except OSError as error:
            self.error = error
            nothing = UploadedFile(BytesIO(), self.file_name, self.content_type, 0)
            self.file = nothing  # type: ignore[assignment]  # for the stub only a temporary file; any other will do

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write no more once the disk has refused or `start` (in bytes) is past what may be published."""
        if self.error is None and start <= settings.DOCUMENT_MAX_BYTES:
            try:
                super().receive_data_chunk(raw_data, start)
            except OSError as error:
                self.error = error

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """The file with its true size, though perhaps only its beginning is there, and its `DISK_ERROR`."""
        try:
            file = super().file_complete(file_size)
        except OSError as error:  # what the buffer still held did not fit
            self.error, file = error, UploadedFile(BytesIO(), self.file_name, self.content_type, file_size)
        setattr(file, DISK_ERROR, self.error)
        return file

    def upload_interrupted(self) -> None:
        """As Django's, for a file that is on the disk; what stands in for one needs no tidying."""
        if hasattr(getattr(self, "file", None), "temporary_file_path"):
            super().upload_interrupted()
