"""The questionnaire in a file of the software that asked it, whichever that is."""

from __future__ import annotations

from pathlib import Path

from analysis.drafting.questionnaire_structure import QuestionnaireStructure
from analysis.faults import Fault


def read_structure(path: Path) -> QuestionnaireStructure:
    """The questionnaire in a file of LimeSurvey, XLSForm, REDCap, Qualtrics, DDI, Triple-S or Quantipy.

    Raises Fault where the file is none of them.
    """
    from analysis.drafting.formats.codebooks import read_codebook
    from analysis.drafting.formats.limesurvey import read_limesurvey
    from analysis.drafting.formats.qualtrics import read_qualtrics
    from analysis.drafting.formats.quantipy import read_quantipy
    from analysis.drafting.formats.redcap_dictionary import read_redcap
    from analysis.drafting.formats.xlsform import read_xlsform

    readers = {
        **dict.fromkeys((".lss", ".lsg", ".lsq", ".txt", ".tsv"), read_limesurvey),
        **dict.fromkeys((".xml", ".sss"), read_codebook),
        ".xlsx": read_xlsform,
        ".csv": read_redcap,
        ".qsf": read_qualtrics,
        ".json": read_quantipy,
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise Fault(
            f"{path}: no structure of a questionnaire is read from {path.suffix or 'a file without ending'}; "
            "expected LimeSurvey (.lss, .lsg, .lsq, .txt), XLSForm (.xlsx), REDCap (.csv), Qualtrics (.qsf), "
            "DDI (.xml), Triple-S (.sss, .xml) or Quantipy (.json)"
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
