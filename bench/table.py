"""The tables that benchmarks print."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of the table; ``right`` None = nothing was promised."""

    what: str
    figure: str
    target: str = ""
    right: bool | None = None


def ratio_row(what: str, ratio: float, most: float) -> Row:
    """A ratio that shall not be larger than ``most``."""
    return Row(what=what, figure=f"{ratio:.2f} ×", target=f"≤ {most} ×", right=ratio <= most)


def table(lines: list[Row]) -> str:
    """The table in Markdown."""
    signs = {None: "", True: "✓", False: "✗"}
    head = ["| what | CPU | target | |", "|---|---|---|---|"]
    body = [f"| {one.what} | {one.figure} | {one.target} | {signs[one.right]} |" for one in lines]
    return "\n".join([*head, *body])
