"""Says in words when this Python is too old for the project."""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        f"Нужен Python 3.11 или новее, а найден {sys.version.split()[0]}. "
        "Укажите другой: make setup PYTHON=python3.12"
    )
