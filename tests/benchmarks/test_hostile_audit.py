"""A part of the audit by attack (`python -m benchmarks hostile`): what must never happen, on however busy a machine."""

import sys
from pathlib import Path

import pytest

from benchmarks.hostile import feeds, odd_answers, private_addresses, texts
from benchmarks.hostile.audit import audit

ATTACKS = (
    *private_addresses.ATTACKS[:3],
    private_addresses.ATTACKS[11],
    feeds.ATTACKS[0],
    texts.ATTACKS[8],
    odd_answers.ATTACKS[0],
)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
async def test_a_running_poller_neither_reaches_private_places_nor_passes_escapes_on(tmp_path: Path) -> None:
    results, wrong = await audit(ATTACKS, tmp_path, with_siege=False, calm=0.0)
    broken = [f"{result.name}: {each}" for result in results for each in result.broken]
    assert [each for each in broken if "lag over" not in each and "late" not in each] == []
    assert wrong == []
    assert "rebinding" in ATTACKS[3].name
    assert len(results) == 1 + len(ATTACKS)
