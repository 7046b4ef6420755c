"""The title of an indicator from the wording of its question: what was asked, not how to answer it."""

from __future__ import annotations

import re

from analysis.drafting.drafted_question import Drafted
from analysis.drafting.questionnaire_structure import BETWEEN, Bilingual, english, without_colon
from analysis.questionnaire.surveys import LONGEST_SHORT

HOW_TO_ANSWER = re.compile(
    r"\s*\((?:plusieurs (?:réponses|choix)|(?:une?|1) seule? (?:réponse|choix)|choix (?:unique|multiple)s?|"
    r"réponses? (?:unique|multiple)s?|(?:\w+ )?réponses? (?:possibles?|au (?:plus|maximum)|maximum)|cochez|"
    r"total ?:? ?(?:de |= ?)?100|obligatoire|facultatif|several answers|multiple (?:answers|choice)|"
    r"one answer|(?:select|check|tick) (?:all|one|up to)|required|optional)\b[^()]*\)",
    re.IGNORECASE,
)
"""What tells respondents how to answer: (plusieurs réponses possibles), (total : 100), (tick all)."""

YEAR_AT_END = re.compile(r"[ ,–—-]+\(?(?:19|20)\d\d\)?$")
"""The year of an edition behind the name of a survey: Baromètre 2025."""


def title_of_all(title: str) -> str:
    """The title of all editions of a survey, in each of its languages: without the year of one at its end."""
    fr, en = (YEAR_AT_END.sub("", said) or said for said in (str(title), english(title)))
    return Bilingual(fr, en) if isinstance(title, Bilingual) else fr


def title_of(text: str) -> str:
    """What was asked, in each of its languages."""
    fr, en = (_asked(said) for said in (str(text), english(text)))
    return Bilingual(fr, en) if isinstance(text, Bilingual) else fr


def short_of(question: Drafted) -> str:
    """The one of several things of which a question asks, its label, where that is short; else nothing."""
    is_row = bool(question.label) and str(question.text).endswith(f"{BETWEEN}{question.label}")
    return question.label if is_row and len(question.label) <= LONGEST_SHORT else ""


def _asked(said: str) -> str:
    return without_colon(HOW_TO_ANSWER.sub("", said).strip() or said)
