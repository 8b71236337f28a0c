"""All ways in which the good site can be worse."""

from __future__ import annotations

from tests.looks import (
    content,
    design,
    legibility,
    navigation,
    responsive,
    speed,
    structure,
    transitions,
)
from tests.looks.files import Change

LADDERS: dict[str, dict[str, tuple[Change, ...]]] = {
    "V1": structure.WAYS,
    "V2": design.WAYS,
    "V3": navigation.WAYS,
    "V4": transitions.WAYS,
    "V5": legibility.WAYS,
    "V6": content.WAYS,
    "V7": responsive.WAYS,
    "V8": speed.WAYS,
}
