"""The page of metrics: every name begins alike, and says whose figure it is."""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics, generate_latest
from prometheus_client.process_collector import ProcessCollector

PREFIX: Final = "smsbot"

OURS: Final = "Of this process: sum() over replicas."
EVERYBODYS: Final = "The same from every replica: max() over them."


class Page:
    """A registry of its own. No user, number, code or activation is ever in a label."""

    def __init__(self) -> None:
        # The library's one switch for all registries: times of creation would double what is written.
        disable_created_metrics()  # type: ignore[no-untyped-call]  # the library's own
        self._registry = CollectorRegistry()
        ProcessCollector(PREFIX, registry=self._registry)

    def text(self) -> bytes:
        """In Prometheus's text format, UTF-8."""
        return generate_latest(self._registry)

    def counter(self, name: str, words: str, *labels: str) -> Counter:
        return Counter(f"{PREFIX}_{name}", f"{words} {OURS}", labels, registry=self._registry)

    def histogram(self, name: str, words: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
        """Of seconds."""
        return Histogram(f"{PREFIX}_{name}", f"{words} {OURS}", labels, registry=self._registry, buckets=buckets)

    def gauge(self, name: str, words: str, *labels: str) -> Gauge:
        """Of this process."""
        return Gauge(f"{PREFIX}_{name}", f"{words} {OURS}", labels, registry=self._registry)

    def common(self, name: str, words: str, *labels: str) -> Gauge:
        """Of what all replicas share."""
        return Gauge(f"{PREFIX}_{name}", f"{words} {EVERYBODYS}", labels, registry=self._registry)
