"""Ages in completed years, and years, from dates."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.datetime64]


def completed_years(born: Days, counted_to: Days) -> np.ndarray:
    """Birthdays (n,) passed from the day each was born to the day counted to; NaN where either is not known.

    Who was born on 29 February has a birthday on 1 March in other years. Negative for who was born later.
    """
    begun = _birthday_in_year(counted_to) < _birthday_in_year(born)
    return years_of(counted_to) - years_of(born) - begun


def years_of(dates: Days) -> np.ndarray:
    """The year (n,) of each date, NaN where it is not known."""
    years = dates.astype("datetime64[Y]").astype(np.int64) + 1970.0
    return np.where(np.isnat(dates), np.nan, years)


def _birthday_in_year(dates: Days) -> np.ndarray:
    """The place (n,) of each day in its year, 100 for each month and 1 for each day: 229 is 29 February."""
    months = dates.astype("datetime64[M]")
    month = months.astype(np.int64) % 12 + 1
    day = (dates.astype("datetime64[D]") - months.astype("datetime64[D]")).astype(np.int64) + 1
    return np.asarray(100 * month + day)
