"""The whole way, in order: definitions, answers, respondents, weights, figures, comparisons, report."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.etl.cleaning import clean
from analysis.etl.edition_respondents import weighing, weighing_on
from analysis.etl.population.covariates_file import known_territories
from analysis.etl.weighting import Weighted
from analysis.faults import DefinitionError
from analysis.indicators.area_models import modelled_tables
from analysis.indicators.compare.comparisons import comparisons
from analysis.indicators.compare.editions.alike_weightings import alike
from analysis.indicators.compare.editions.equal_composition import composition
from analysis.indicators.compare.territories import territories
from analysis.indicators.confidentiality_account import Account, account_of
from analysis.indicators.distributions import distributions
from analysis.indicators.published_figures import backtest, points, read_published
from analysis.indicators.published_tables import estimated_tables, published_tables
from analysis.indicators.sensitivity import sensitivity
from analysis.indicators.text_columns import texts_as_objects
from analysis.questionnaire import Edition, Survey, read_edition, read_survey, read_testimonies
from analysis.results import DECIDED, PUBLISHED
from analysis.runs.result_folders import Say
from analysis.runs.step import Step
from analysis.sources.answers_files import read_files
from analysis.statistics.arrays import one_thread
from analysis.steps.made_of import edition_result
from analysis.steps.releases import release
from analysis.steps.results_files import Built, contents, write_trend
from analysis.workspace import LANGUAGE, Place, places

if TYPE_CHECKING:
    import pandas as pd


@one_thread()
def process(place: Place) -> Built:
    """One edition from its answers file to published indicators; nothing is written.

    Raises DefinitionError or DataError, whose message says what was expected and the way out.
    """
    survey, edition = _definitions(place)
    read_testimonies(place.raw / "testimonies.toml", survey)  # a fault is met here, not by the report
    known = known_territories(place.raw, survey)
    received = read_files(place.raw, edition.files)
    cleaned = clean(received, survey, edition)
    weighed = weighing(place.raw, survey, edition)
    weighted = weighed(cleaned)
    with texts_as_objects():
        tables = published_tables(weighted, survey, edition)
        of = tables.of
        indicators, local = tables.indicators, tables.territories
        compared, others = _beside_published(place, survey, edition, indicators)
        return Built(
            survey=survey,
            edition=edition,
            sources=received.sources,
            weighted=weighted,
            indicators=indicators,
            comparisons=comparisons(of.weighted, indicators, of.survey, edition),
            composition=composition(weighted, survey, edition),
            alike=_weighted_alike(place, weighted, survey, edition),
            distributions=distributions(of.weighted, of.survey, edition, of.merges),
            territories=None if local is None else territories(of.weighted, local, of.survey),
            modelled=modelled_tables(tables, known),
            sensitivity=sensitivity(weighted, indicators, survey, edition, weighed, of.merges),
            backtest=compared,
            points=others,
            disclosure=tables.decision.facts(of.survey.publication.confidential_below, of.merges),
        )


def account(place: Place) -> Account:
    """What of one edition is hidden for confidentiality, and what it costs; nothing is written.

    Raises DefinitionError or DataError: where the decision cannot be settled, the sets concerned are named.
    """
    survey, edition = _definitions(place)
    cleaned = clean(read_files(place.raw, edition.files), survey, edition)
    weighted = weighing(place.raw, survey, edition)(cleaned)
    return account_of(estimated_tables(weighted, survey, edition))


def _definitions(place: Place) -> tuple[Survey, Edition]:
    survey = read_survey(place.survey_toml)
    return survey, read_edition(place.edition_toml, survey)


def _weighted_alike(
    place: Place, weighted: Weighted, survey: Survey, edition: Edition
) -> pd.DataFrame | None:
    """The edition's figures, weighted on what it shares with each other edition that can be read."""
    others = []
    for other in places(place.root, (place.survey,)):
        with suppress(DefinitionError):
            others.append(read_edition(other.edition_toml, survey))
    return alike(weighted, survey, edition, others, partial(weighing_on, place.raw, survey, edition))


def _beside_published(
    place: Place, survey: Survey, edition: Edition, indicators: pd.DataFrame
) -> tuple[pd.DataFrame | None, pd.DataFrame | None]:
    """The edition beside what others published of its year, and their figures of other years; None without
    any."""
    path = place.raw / PUBLISHED.name
    if not path.is_file():
        return None, None
    published = read_published(path, survey)
    return backtest(published, indicators, edition), points(published, edition)


def build(place: Place, say: Say = lambda _: None, with_trend: bool = True) -> Built:
    """One edition processed and its files written to data/processed, all at one moment, when all is ready;
    then what may leave the house to reports.

    Waits, telling `say`, while another run writes the same edition. A run that builds several editions of
    a survey writes their trend once, after the last.
    """
    built = edition_step(place).run(say, force=True)
    assert built is not None  # it is made whatever stands
    if with_trend:
        write_trend(place, say)
        release(place.root, place.survey, say)
    return built


def update(place: Place, say: Say = lambda _: None, with_trend: bool = True) -> Built | None:
    """One edition built where its files are not what building would give; None where nothing was to do."""
    built = edition_step(place).run(say)
    if with_trend:
        write_trend(place, say)
        release(place.root, place.survey, say)
    return built


def edition_step(place: Place) -> Step[Built]:
    """From the definitions and answers of an edition to its files."""

    def files(built: Built) -> dict[Path, bytes]:
        return {place.processed / name: content for name, content in contents(built).items()}

    def stated(built: Built) -> dict[str, object]:
        return {DECIDED: dict(built.disclosure)}

    return Step(edition_result(place), partial(process, place), files, stated)


def report(place: Place, language: str = LANGUAGE, formats: Sequence[str] = ("html",)) -> Path:
    """One edition built where it has to be, and its report made; the path of the first format.

    Raises Fault: of the data, the definitions, or a report that could not be made.
    """
    from analysis.reporting.page.report_files import refuse_failure
    from analysis.steps.reports import make_reports, orders

    update(place, with_trend=False)
    write_trend(place)
    (order,) = orders([place], [language], formats)
    (outcome,) = make_reports([order], 1)
    refuse_failure(outcome)
    return order.files[0]
