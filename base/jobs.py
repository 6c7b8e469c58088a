"""Celery jobs of the base: thin, and safe to run twice at once."""

import logging

from celery import shared_task

from . import files
from .sheets import loads

logger = logging.getLogger(__name__)


@shared_task(ignore_result=True)
def sweep_files() -> None:
    """Each night: remove what interrupted uploads left, and say which kept files are damaged."""
    logger.info("files swept: %s removed", files.sweep())
    logger.info("loads swept: %s removed", loads.sweep())
    for stored in files.verify():
        logger.error("stored file damaged or missing: %s (%s)", stored.sha256, stored.kind)


@shared_task(ignore_result=True)
def read_sheet(pk: int) -> None:
    """Read a loaded workbook that is too large to be read while its sender waits."""
    loads.take_in(pk)
