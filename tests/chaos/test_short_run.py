"""`make chaos` in small: real processes, a real database, faults on all sides, and nothing is lost."""

from dataclasses import replace

import pytest

from chaos.options import Options
from chaos.report import report
from chaos.run import Run

pytestmark = pytest.mark.slow


@pytest.mark.timeout(330)
async def test_half_a_minute_of_chaos_loses_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    lines: list[str] = []
    options = replace(Options(seed=3).shortened(), minutes=1.5, settle=75.0)  # over sooner where the machine is quick
    run = Run(options, tmp_path_factory.mktemp("c"), lines.append)
    verdict = await run.play()
    text = report(run, verdict)
    assert verdict.guilty + verdict.unfinished + run.failures == [], text
    assert run.ends["killed"] >= 3, text
    assert verdict.codes >= 20, text
