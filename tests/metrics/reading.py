"""Reads a page of metrics as Prometheus does."""

from prometheus_client.parser import text_string_to_metric_families

from bot.metrics import Page

Samples = dict[str, dict[tuple[tuple[str, str], ...], float]]


def samples(page: bytes) -> Samples:
    """The name of a sample → its labels, in order → its value."""
    found: Samples = {}
    for family in text_string_to_metric_families(page.decode()):
        for sample in family.samples:
            found.setdefault(sample.name, {})[tuple(sorted(sample.labels.items()))] = sample.value
    return found


def value(page: bytes, name: str, **labels: str) -> float:
    return samples(page)[f"smsbot_{name}"][tuple(sorted(labels.items()))]


class Counted:
    """What was counted since this began: the counts are this process's, and other tests have counted as well."""

    def __init__(self) -> None:
        self._before = samples(Page().text())

    def value(self, name: str, page: bytes | None = None, **labels: str) -> float:
        """Of all that is counted, or of what stands on this page."""
        labelled, before = tuple(sorted(labels.items())), self._before.get(f"smsbot_{name}", {})
        now = samples(page or Page().text()).get(f"smsbot_{name}", {})
        return now[labelled] - before.get(labelled, 0.0)
