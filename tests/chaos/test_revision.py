"""Which earlier revision may run beside today's: one that keeps its data under the same keys."""

import subprocess
from pathlib import Path

import pytest

from chaos.replica import ROOT
from chaos.revision import CannotRunBeside, check_out

MOVED = "16bb78b"
"""The commit that put all keys of a bot under one hash tag."""


def known(revision: str) -> bool:
    return not subprocess.run(["git", "cat-file", "-e", revision], cwd=ROOT, capture_output=True).returncode


@pytest.mark.skipif(not known(MOVED), reason="the history is not here")
async def test_a_revision_with_other_keys_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotRunBeside, match="all of its replicas are stopped before"):
        await check_out(f"{MOVED}^", tmp_path)


@pytest.mark.skipif(not known(MOVED), reason="the history is not here")
async def test_a_revision_with_todays_keys_is_taken(tmp_path: Path) -> None:
    root = await check_out(MOVED, tmp_path)
    assert (root / "bot" / "__main__.py").exists()


async def test_a_revision_that_there_is_not_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotRunBeside, match="no revision 'nonesuch'"):
        await check_out("nonesuch", tmp_path)
