"""The command line: the only place that joins the engine with the methodology."""

from site_audit.cli.app import main

__all__ = ["main"]
