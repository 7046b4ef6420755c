"""The types of questions: what survey.toml calls each, and where the record stands that knows it."""

from __future__ import annotations

KINDS: dict[str, str] = {
    "single": "analysis.questionnaire.kinds.single:SINGLE",
    "numeric": "analysis.questionnaire.kinds.numeric:NUMERIC",
    "scale": "analysis.questionnaire.kinds.single:SCALE",
    "multiple": "analysis.questionnaire.kinds.multiple:MULTIPLE",
    "text": "analysis.questionnaire.kinds.text:TEXT",
    "date": "analysis.questionnaire.kinds.date:DATE",
}
"""Type -> its module and the record in it, which is imported when it is first asked for: records of
definitions are on the way of commands that have no time for numpy and pandas."""
