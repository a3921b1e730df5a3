"""Quicker loading of modules."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """Within it, modules are imported without looking for garbage among them, and none of them is looked at again.

    They all stay: the search for what could go takes a tenth of the time of the imports (50 ms for the server), and
    would later have workers copy pages of memory that they share with the process they come from.
    """
    before = len(sys.modules)
    gc.disable()
    try:
        yield
    finally:
        if len(sys.modules) > before:
            gc.freeze()
        gc.enable()
