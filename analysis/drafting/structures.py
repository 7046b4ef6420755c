"""A questionnaire as its software describes it, before it meets a file of answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from analysis.drafting.drafted import Drafted
from analysis.drafting.relevance import Variable
from analysis.faults import Fault


@dataclass(frozen=True)
class Asked:
    """One question of a structure.

    The columns of `question` are the codes by which the software heads them; `headings` are their full
    texts, in every language, by such a column, and `aliases` other codes of it. `variables` are the names
    that routing expressions have for the question, `relevance` the expressions that must all hold. `grid`
    is the name of the grid of which it is a row.
    """

    question: Drafted
    headings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    variables: Mapping[str, Variable] = field(default_factory=dict)
    relevance: tuple[str, ...] = ()
    grid: str = ""


@dataclass(frozen=True)
class Structure:
    """A whole questionnaire: questions in their order, chapters and grids with their titles by name.

    `remarks` say what of the questionnaire no definition holds. `withheld` are the codes of columns that
    tell where or who someone is, such as the place of a telephone: they are left out.
    """

    asked: tuple[Asked, ...]
    title: str = ""
    themes: Mapping[str, str] = field(default_factory=dict)
    grids: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()


def read_structure(path: Path) -> Structure:
    """The questionnaire in a .lss or .lsq of LimeSurvey, an .xlsx of XLSForm or a .json of Quantipy.

    Raises Fault where the file is none of them.
    """
    from analysis.drafting.limesurvey import read_limesurvey
    from analysis.drafting.quantipy import read_quantipy
    from analysis.drafting.xlsform import read_xlsform

    readers = {
        ".lss": read_limesurvey,
        ".lsg": read_limesurvey,
        ".lsq": read_limesurvey,
        ".xlsx": read_xlsform,
        ".json": read_quantipy,
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise Fault(
            f"{path}: no structure of a questionnaire is read from {path.suffix or 'a file without ending'}; "
            "expected LimeSurvey (.lss, .lsg, .lsq), XLSForm (.xlsx) or Quantipy (.json)"
        )
    try:
        structure = reader(path)
    except (Fault, MemoryError, OSError):
        raise
    except Exception as error:  # a damaged structure fails in its reader in any of many ways
        raise Fault(
            f"{path}: the structure is damaged ({type(error).__name__}: {str(error)[:200]}); export it again"
        ) from None
    if not structure.asked:
        raise Fault(f"{path}: no question is in it; export the structure of the whole questionnaire")
    return structure
