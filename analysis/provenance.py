"""provenance.json: the file, how it was read, what was counted, and the versions that did it."""

from __future__ import annotations

import json
from dataclasses import asdict

import pandas as pd

from analysis.etl import Cleaned, Source, kinds_of, nonresponse, removal_kinds
from analysis.questionnaire import Edition, Survey
from analysis.store import versions

LIBRARIES = ("assoscope", "numpy", "pandas", "scipy", "pyarrow", "pyreadstat", "matplotlib", "nbconvert")


def provenance_bytes(
    sources: tuple[Source, ...],
    cleaned: Cleaned,
    indicators: pd.DataFrame,
    survey: Survey,
    edition: Edition,
) -> bytes:
    """The provenance of an edition's indicators as JSON; no clock, so the same for the same input."""
    hidden = indicators.loc[indicators["confidentiality"] == "", "status"].value_counts()
    secret = indicators["confidentiality"].value_counts()
    facts = {
        "survey": survey.name,
        "edition": edition.name,
        "simulated": edition.simulated,
        "files": [asdict(source) for source in sources],
        "counts": {
            "received": cleaned.received,
            "kept": len(cleaned.keys),
            "removed": len(cleaned.removed),
        },
        "removed": _counts(removal_kinds(cleaned.removed)),
        "problems": _counts(kinds_of(cleaned.problems)),
        "suppressed": {
            **{
                name: int(hidden.get(name, 0))
                for name in ("shown", "footnote", "caution", "suppressed", "empty")
            },
            **{name: int(secret.get(name, 0)) for name in ("confidential", "complementary")},
        },
        "nonresponse": nonresponse(cleaned.answers),
        "versions": versions(LIBRARIES),
    }
    return (json.dumps(facts, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _counts(values: pd.Series) -> dict[str, int]:
    return {str(name): int(count) for name, count in values.value_counts(sort=False).items()}
