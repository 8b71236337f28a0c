"""Floors of agreement with hand labels on real sites."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.gold.agreement import HERE, cells_of, sites, table


def test_agreement_with_hand_labels_holds_its_floors(tmp_path: Path) -> None:
    if not sites():
        pytest.skip("the labelled sites of ../shared are not here")
    floors = tomllib.loads((HERE / "floors.toml").read_text("utf-8"))["A"]
    cells = tuple(cell for name in sites() for cell in cells_of(name, tmp_path))
    sure = [cell for cell in cells if not cell.doubt]
    shown = table(cells)
    assert sum(cell.right for cell in sure) >= floors["sure_right"] * len(sure), shown
    assert sum(cell.false_one for cell in sure) <= floors["false_ones"], shown
    assert sum(cell.given is None for cell in sure) <= floors["nulls"] * len(sure), shown
