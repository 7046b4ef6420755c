"""What the Tab key completes in a notebook: questions, verbs and editions."""

from __future__ import annotations

import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell

from analysis.interactive.library import Editions, OpenSurvey

COMPLETED = [
    ("survey.q.sect", "secteur"),
    ("q.form", "forme"),
    ('survey["sect', "secteur"),
    ("survey.ta", "table"),
    ('editions["20', "2009"),
]


@pytest.fixture
def shell(survey: OpenSurvey, both: Editions) -> InteractiveShell:
    """IPython with what the first cells of a notebook leave."""
    made = InteractiveShell()
    made.user_ns.update(survey=survey, q=survey.q, editions=both)
    return made


@pytest.mark.parametrize(("typed", "offered"), COMPLETED, ids=[typed for typed, _ in COMPLETED])
def test_ipython_completes_questions_verbs_and_editions(
    shell: InteractiveShell, typed: str, offered: str
) -> None:
    with provisionalcompleter():
        found = [each.text for each in shell.Completer.completions(typed, len(typed))]
    assert any(text.strip("\"'].").endswith(offered) for text in found), found
