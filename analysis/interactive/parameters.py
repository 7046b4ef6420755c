"""The parameters of a notebook: those it states, replaced by those it is run with.

A notebook that runs unattended is given its survey and edition from outside, by whatever runs it: JupyterLab,
`jupyter nbconvert`, a scheduler. They all pass the environment on.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.interactive.asking.near_names import AnalystError, did_you_mean, nearest

VARIABLE = "ASSOSCOPE_PARAMETERS"
"""The environment variable that holds the parameters, or names the file that does."""
SHARED = frozenset({"root", "survey", "edition", "language", "territory"})
"""What may be given to several notebooks at once, though one of them has no use for it."""


def parameters(**stated: Any) -> Any:
    """The values stated, in their order, each replaced by the one that the notebook is run with.

    The environment variable ASSOSCOPE_PARAMETERS gives those: {"edition": "2009"} as JSON, or the path of a
    file .json or .toml. A single parameter comes alone, several as a tuple. Raises AnalystError for a name
    that is no parameter, or a text that cannot be read.
    """
    given = _given(os.environ.get(VARIABLE, "").strip())
    unknown = [name for name in given if name not in stated and name not in SHARED]
    if unknown:
        near = [each for name in unknown for each in nearest(name, dict.fromkeys(stated, ()))]
        raise AnalystError(
            f"{VARIABLE}: no parameter {', '.join(unknown)}{did_you_mean(near)}; "
            f"parameters: {', '.join(stated)}"
        )
    values = tuple(given.get(name, value) for name, value in stated.items())
    return values[0] if len(values) == 1 else values


def _given(text: str) -> Mapping[str, Any]:
    """The parameters that a text holds as JSON, or that the file which it names does."""
    if not text:
        return {}
    is_json = text.startswith("{")
    try:
        content = text if is_json else Path(text).read_text(encoding="utf-8")
        found = tomllib.loads(content) if text.endswith(".toml") else json.loads(content)
    except OSError as error:
        raise AnalystError(
            f'{VARIABLE}: {text}: {error.strerror}; expected {{"edition": "2009"}} or the path of a .json or '
            ".toml file"
        ) from error
    except ValueError as error:
        raise AnalystError(
            f"{VARIABLE}: {'' if is_json else f'{text}: '}not readable ({error}); expected a name and a "
            'value for each parameter, such as {"edition": "2009"}'
        ) from error
    if not isinstance(found, dict):
        raise AnalystError(
            f'{VARIABLE}: expected names with values, such as {{"edition": "2009"}}; found {text}'
        )
    return found
