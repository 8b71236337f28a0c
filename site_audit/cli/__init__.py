"""The command line: the only place that joins the engine with the methodology."""

from site_audit.cli import speech  # isort: skip  # before typer, which takes its words at once
from site_audit.cli.app import main

__all__ = ["main", "speech"]
