"""Settings shared by all tests."""

from __future__ import annotations

import os

from hypothesis import settings

# A shared run tries the same examples every time, so that a change is judged and not the draw; runs at a desk go on
# looking for new ones.
settings.register_profile("shared", derandomize=True, database=None)
if os.environ.get("CI"):
    settings.load_profile("shared")
