"""A small college site of a good look, and worse forms of it, for the visual criteria V1–V8.

``good(today)`` is the site; each change in ``LADDERS[criterion][way]`` and in ``WHOLE`` makes a
worse one of it. Steps stand from slightly to badly worse and each is applied to the good site.
"""

from tests.looks.files import Change, Files
from tests.looks.site import good
from tests.looks.whole import WHOLE
from tests.looks.worse import LADDERS

__all__ = ["LADDERS", "WHOLE", "Change", "Files", "good"]
