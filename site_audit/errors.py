"""The one root of errors that a person can mend: their text says what, where, and what to do."""


class SaidInWords(Exception):  # noqa: N818 - a name, not a kind of failure
    """An error whose message is plain Russian, fit to be shown as it is."""
