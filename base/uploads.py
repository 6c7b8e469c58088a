"""How an upload reaches the disk: one temporary file each, of bounded size, under a name that harms nothing."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import StopFutureHandlers, TemporaryFileUploadHandler

from .files.names import safe_name

CHUNK = 64 * 1024
# A request may bring many small files, say a workbook from each department, but not many large ones.
LARGEST_FILES = 10


class UploadTooBig(RequestDataTooBig):
    """A file over UPLOAD_LIMIT. Answered with 413 by `base.views.bad_request`."""


def drain(request) -> None:
    """Read on past a refusal, for at most the limit once more: a browser still sending would show a broken line
    instead of the answer."""
    left = settings.UPLOAD_LIMIT
    while left > 0 and (chunk := request.environ["wsgi.input"].read(min(left, CHUNK))):
        left -= len(chunk)


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Stops reading at the first byte over the limit, so that neither memory nor disk grows with what is sent."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        if content_length > settings.UPLOAD_LIMIT * LARGEST_FILES:
            raise UploadTooBig("request over the limit of all its files")

    def new_file(self, field_name, file_name, *args, **kwargs):
        # Django makes the ending a part of the temporary file's name: an endless one would be a server error.
        super().new_file(field_name, safe_name(file_name), *args, **kwargs)
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data, start):
        if start + len(raw_data) > settings.UPLOAD_LIMIT:
            self.file.close()
            raise UploadTooBig("file over UPLOAD_LIMIT")
        super().receive_data_chunk(raw_data, start)
