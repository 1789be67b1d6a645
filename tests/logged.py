"""Logging as it was, after a test that set it up as the bot does."""

import logging
import sys
import threading
from collections.abc import Iterator

import pytest
import stamina
import structlog


@pytest.fixture
def logging_as_it_was() -> Iterator[None]:
    root, quiet = logging.getLogger(), [logging.getLogger(name) for name in ("aiohttp.access", "aiogram.event")]
    before = root.handlers[:], root.level, [logger.level for logger in quiet]
    hooks = sys.excepthook, threading.excepthook, stamina.instrumentation.get_on_retry_hooks()
    yield
    root.handlers[:], root.level = before[:2]
    for logger, level in zip(quiet, before[2], strict=True):
        logger.setLevel(level)
    sys.excepthook, threading.excepthook = hooks[:2]
    stamina.instrumentation.set_on_retry_hooks(hooks[2])
    logging.captureWarnings(False)
    structlog.reset_defaults()
