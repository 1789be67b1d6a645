"""Hands every event to every open page."""

import asyncio
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

Stream = asyncio.Queue[bytes | None]

BACKLOG = 1000
"""Events that a page may lag behind. Then its stream is ended: it comes back by itself and gets everything afresh."""


class Hub:
    def __init__(self) -> None:
        self._streams: set[Stream] = set()
        self._closed = False

    @property
    def is_watched(self) -> bool:
        return bool(self._streams)

    @contextmanager
    def listen(self) -> Iterator[Stream]:
        """A queue of encoded events; `None` ends it."""
        stream: Stream = asyncio.Queue()
        if self._closed:
            stream.put_nowait(None)
        self._streams.add(stream)
        try:
            yield stream
        finally:
            self._streams.discard(stream)

    def send(self, kind: str, data: Mapping[str, Any]) -> None:
        if not self._streams:
            return
        event = encode(kind, data)
        for stream in list(self._streams):
            if stream.qsize() < BACKLOG:
                stream.put_nowait(event)
            else:
                self._streams.discard(stream)
                stream.put_nowait(None)

    def close(self) -> None:
        """Ends all streams, so that the server can stop."""
        self._closed = True
        for stream in self._streams:
            stream.put_nowait(None)


def encode(kind: str, data: Mapping[str, Any]) -> bytes:
    """One server-sent event. JSON holds no raw line break, so one `data` line carries it."""
    return f"event: {kind}\ndata: {json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n\n".encode()
