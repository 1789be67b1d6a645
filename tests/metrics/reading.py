"""Reads a page of metrics as Prometheus does."""

from prometheus_client.parser import text_string_to_metric_families

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
