"""Sources: what a kept result was made by; made by other code than today's, it is made again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path


@dataclass(frozen=True, kw_only=True, slots=True)
class Sources:
    """Our own modules (as ``pages.links``) and the libraries that bear on a result.

    ``bystanders`` are modules that these import and that do not bear on it: types, what came
    before.
    """

    modules: tuple[str, ...]
    libraries: tuple[str, ...]
    bystanders: tuple[str, ...] = ()

    def digest(self, *more: object) -> str:
        """Names the sources by what is in them, with the versions beneath and whatever else."""
        room = Path(__file__).parent
        code = b"".join(
            (room / f"{name.replace('.', '/')}.py").read_bytes() for name in self.modules
        )
        beside = " ".join(map(str, (*map(version, self.libraries), *more)))
        return hashlib.sha256(code + beside.encode()).hexdigest()
