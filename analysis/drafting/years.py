"""Years, which are no figures of their own: the age or the time since is proposed instead."""

from __future__ import annotations

import re
from collections.abc import Mapping

from analysis.drafting.drafted import Drafted
from analysis.drafting.names import distinct, slug
from analysis.drafting.toml_text import comment, quoted

BIRTH = re.compile(r"(.*_)?(naiss\w*|nais|annais|birth\w*|born|yob|nee?)(_.*)?|.*(naissance|birth).*")
CLASSES = (
    '# jeunes = { fr = "Moins de 30 ans", en = "Under 30", below = 30 }',
    '# milieu = { fr = "30 à 59 ans", en = "30 to 59", from = 30, below = 60 }',
    '# aines = { fr = "60 ans et plus", en = "60 and over", from = 60 }',
)


def years_text(questions: Mapping[str, Drafted]) -> list[str]:
    """Commented derived variables, one part per question that is a year."""
    taken = [*questions]
    parts = []
    for name, question in questions.items():
        if question.is_year:
            is_birth = any(BIRTH.fullmatch(slug(said)) for said in (question.column, question.text))
            derived = distinct("age" if is_birth else f"{name}_years", taken)
            classes = distinct("age_class", taken)
            taken += [derived, classes] if is_birth else [derived]
            parts.append("\n".join(_age(name, derived, classes) if is_birth else _since(name, derived)))
    return parts


def _age(name: str, derived: str, classes: str) -> list[str]:
    return [
        *comment(
            f"A mean year says little: {name} has no indicator. Take the # off for ages and their classes."
        ),
        f"# [derived.{derived}]",
        f"# years_since = {quoted(name)}",
        '# label = { fr = "Âge", en = "Age" }',
        f"# [derived.{classes}]",
        f"# classes_of = {quoted(derived)}",
        '# label = { fr = "Classe d\'âge", en = "Age class" }',
        f"# [derived.{classes}.codes]",
        *CLASSES,
    ]


def _since(name: str, derived: str) -> list[str]:
    return [
        *comment(f"A mean year says little: {name} has no indicator. Take the # off for the years since."),
        f"# [derived.{derived}]",
        f"# years_since = {quoted(name)}",
        f'# label = {{ fr = "Années depuis ({name})", en = "Years since ({name})" }}',
    ]
