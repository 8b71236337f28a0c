"""``python -m site_audit.cli``: how a run starts its workers."""

from site_audit.cli.app import main

main()
