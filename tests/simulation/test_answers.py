"""The answers drawn hang together, and all that is wrong with them was put there on purpose."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.questionnaire import Question
from analysis.questionnaire.kinds import kind_of
from tests.simulation.production import Simulation
from tests.simulation.structures import STRUCTURES


def test_every_code_is_known_but_for_those_spoilt(simulation: Simulation) -> None:
    rows = simulation.table.iloc[: simulation.answers.size]
    spoilt = {(cell.row, cell.column) for cell in simulation.spoilt}
    for question in simulation.asked.values():
        if kind_of(question).is_coded:
            unknown = np.flatnonzero(~rows[question.column].isin(written_codes(question)))
            assert {(int(row), question.column) for row in unknown} <= spoilt


def written_codes(question: Question) -> set[str]:
    return {"", *question.codes, *(code for codes in question.missing.values() for code in codes)}


def test_every_number_is_within_its_bounds_but_for_those_spoilt(simulation: Simulation) -> None:
    rows = simulation.table.iloc[: simulation.answers.size]
    spoilt = {(cell.row, cell.column) for cell in simulation.spoilt}
    for question in simulation.asked.values():
        if question.type == "numeric":
            number = pd.to_numeric(
                rows[question.column].where(~rows[question.column].isin(written_codes(question)))
            )
            beyond = (number < (question.minimum or 0)) | (number > (question.maximum or np.inf))
            assert {(int(row), question.column) for row in np.flatnonzero(beyond)} <= spoilt


def test_nobody_answers_what_was_not_asked_but_where_spoilt(simulation: Simulation) -> None:
    rows = simulation.table.iloc[: simulation.answers.size]
    spoilt = {(cell.row, cell.column) for cell in simulation.spoilt}
    for question in simulation.asked.values():
        if question.asked_if and not question.columns:
            against = (rows[question.column] != "") & ~simulation.answers.hold(question.asked_if)
            assert {(int(row), question.column) for row in np.flatnonzero(against)} <= spoilt


def test_every_kind_of_fault_is_there(simulation: Simulation) -> None:
    kinds = {cell.kind for cell in simulation.spoilt}
    assert {"unknown code", "out of range", "against routing", "contradiction"} <= kinds
    assert simulation.table.iloc[:, 0].duplicated().sum() > 5


def test_some_answers_are_there_twice_under_another_identifier(simulation: Simulation) -> None:
    rates, size = STRUCTURES[str(simulation.place)].rates, simulation.answers.size
    once = simulation.table.drop_duplicates(subset=simulation.table.columns[0])
    assert len(once) == size + round(size * rates.same_answers)
    assert once.iloc[:, 1:].duplicated().sum() >= round(size * rates.same_answers)


def test_the_least_careful_answer_every_grid_in_one_line(simulation: Simulation) -> None:
    rate = STRUCTURES[str(simulation.place)].rates.straight_lining
    straight = np.ones(simulation.answers.size, dtype=bool)
    for grid in simulation.survey.grids.values():
        values = np.array([simulation.answers.values[item] for item in grid.items])
        straight &= (values == values[0]).all(axis=0)
    assert rate <= straight.mean() < rate + 0.05


def test_who_leaves_takes_less_time_and_does_not_complete(simulation: Simulation) -> None:
    survey, asked = simulation.survey, simulation.asked
    (completed,), duration = survey.quality.completed, survey.quality.duration or ""
    finished = simulation.table[asked[completed].column].isin(survey.quality.completed[completed])
    taken = pd.to_numeric(simulation.table[asked[duration].column])
    assert 0.02 < (~finished).mean() < 0.12
    assert taken[~finished].median() < 0.8 * taken[finished].median()


def test_few_contradict_themselves(simulation: Simulation) -> None:
    for contradiction in simulation.survey.contradictions.values():
        assert simulation.answers.hold(contradiction.when).mean() < 0.01


def test_some_break_off_and_leave_the_rest_empty(simulation: Simulation) -> None:
    last = [question.column for question in simulation.asked.values() if kind_of(question).is_coded][-1]
    rate = STRUCTURES[str(simulation.place)].rates.break_off
    assert rate / 2 < (simulation.table[last] == "").mean() < rate + 0.06


def test_fields_of_all_associations_hold_that_of_the_main_one(latest: Simulation) -> None:
    ticks = latest.answers.ticks("multi_secteurs")
    main = latest.answers.codes("secteur")
    codes = np.array(list(latest.survey.questions["multi_secteurs"].codes), dtype=object)
    known = latest.answers.answered["multi_secteurs"] & (main != "")
    assert ticks[known][main[known][:, None] == codes[None, :]].all()
    assert 1.3 < ticks[known].sum(axis=1).mean() < 4


def test_the_age_class_of_2024_was_asked_directly(latest: Simulation) -> None:
    assert "annee_naissance" not in latest.asked
    assert latest.asked["classe_age_2024"].column == "G01Q03"
    assert set(latest.answers.codes("classe_age")) == {""}


def test_seniority_never_exceeds_a_life(volunteers: Simulation) -> None:
    answers = volunteers.answers
    age, seniority = answers.numbers("age"), answers.numbers("anciennete_association")
    assert not (seniority > age - 14).any()
    assert not (answers.numbers("anciennete_benevole") < seniority).any()
    assert not (answers.numbers("heures_toutes") < answers.numbers("heures")).any()


def test_volunteers_of_several_associations_answer_more_readily(volunteers: Simulation) -> None:
    """Over half of the sample, 41 % of the population: calibration has work to do."""
    several = volunteers.answers.codes("plusieurs") == "plusieurs"
    answered = volunteers.answers.codes("plusieurs") != ""
    assert several[answered].mean() > 0.5
    assert np.isclose(np.average(several[answered], weights=volunteers.weights[answered]), 0.41)


def test_trained_volunteers_are_more_satisfied(volunteers: Simulation) -> None:
    trained, untrained = mean_score(volunteers, "oui"), mean_score(volunteers, "non")
    assert trained > untrained + 0.05


def mean_score(volunteers: Simulation, group: str) -> float:
    scores = pd.to_numeric(pd.Series(volunteers.answers.codes("note_globale")), errors="coerce")
    return float(scores[volunteers.answers.codes("forme") == group].mean())


def test_seniority_grows_with_age(volunteers: Simulation) -> None:
    numbers = pd.DataFrame(
        {name: volunteers.answers.numbers(name) for name in ("age", "anciennete_association")}
    )
    assert numbers.corr(method="spearman").iloc[0, 1] > 0.4


def test_disappointments_differ_by_field(volunteers: Simulation) -> None:
    """Limited effects disappoint in the environment more than in sport, as published for 2024."""
    limited = volunteers.answers.ticks("deceptions")[:, 2]
    answered, field = volunteers.answers.answered["deceptions"], volunteers.answers.codes("secteur")
    assert limited[answered & (field == "9")].mean() > 2 * limited[answered & (field == "4")].mean()


def test_an_exclusive_answer_is_alone_before_it_is_spoilt(volunteers: Simulation) -> None:
    ticks = volunteers.answers.ticks("moyens")
    nothing = list(volunteers.survey.questions["moyens"].codes).index("6")
    assert ticks[ticks[:, nothing]].sum(axis=1).max() == 1
    assert ticks[volunteers.answers.answered["moyens"]].any(axis=1).all()


def test_the_number_of_members_follows_the_trend_declared(crisis: Simulation) -> None:
    before, after = crisis.answers.numbers("adherents_avant"), crisis.answers.numbers("adherents_apres")
    fewer = crisis.answers.codes("adherents") == "moins"
    assert not (after[fewer] > before[fewer]).any()


def test_no_number_drawn_is_a_code_of_absence(simulation: Simulation) -> None:
    for question in simulation.asked.values():
        if question.type == "numeric":
            absent = [float(code) for codes in question.missing.values() for code in codes if code.isdigit()]
            assert not np.isin(simulation.answers.numbers(question.name), absent).any()
