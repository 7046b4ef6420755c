"""How frames of figures hold their texts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pandas as pd


@contextmanager
def texts_as_objects() -> Iterator[None]:
    """A context, or a decorator of a function, in which new columns of texts are objects of Python.

    Frames of figures are many and short: to make each an array of Arrow takes longer than all that is done
    with it. Millions of answers are smaller in Arrow's.
    """
    with pd.option_context("mode.string_storage", "python"):
        yield
