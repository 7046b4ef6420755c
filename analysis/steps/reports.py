"""Reports: those asked for, those to be made again, each made in a process of its own, and their index."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.faults import Fault, some
from analysis.reporting.report_formats import FORMATS, endings, with_brought
from analysis.results import TERRITORIES
from analysis.runs.manifests import Ingredients, made_of_in, manifest_beside
from analysis.runs.step import Files, Result, Step
from analysis.runs.supervision import run_tasks
from analysis.runs.task_process import Task, TaskLimits, TaskOutcome
from analysis.steps.files_beside import files_beside, paths_beside
from analysis.steps.made_of import index_result, outdated, report_ingredients
from analysis.steps.releases import aside, clear_aside, editions_in, release
from analysis.workspace import LONGEST_NAME, Address, Place, as_file_name, found_addresses

if TYPE_CHECKING:
    from analysis.questionnaire import Survey


@dataclass(frozen=True)
class Order:
    """A report to be made: its edition, where it will stand, in which formats, slides by which template."""

    place: Place
    address: Address
    formats: tuple[str, ...]
    template: Path | None = None

    @property
    def notebook(self) -> Path:
        """The notebook it is made from."""
        from analysis.reporting.page.report_files import notebook_of

        return notebook_of(self.place.root)

    @property
    def files(self) -> list[Path]:
        """The files it will have: the report in each format, and what stands beside it."""
        root = self.place.root
        return [
            *(self.address.path(root, FORMATS[form].ending) for form in self.formats),
            *paths_beside(root, self.address, self.formats),
        ]

    @property
    def written(self) -> list[Path]:
        """All that making it writes: its files, and what it printed."""
        return [*self.files, self.address.log(self.place.root)]

    @property
    def result(self) -> Result:
        """The files as they should stand; the edition is taken as built."""
        return Result(Files(tuple(self.files)), partial(made_of, self))


def orders(
    chosen: Iterable[Place],
    languages: Sequence[str],
    formats: Sequence[str],
    by: Sequence[str] = (),
    template: Path | None = None,
) -> list[Order]:
    """The reports asked for: of each edition, then of each territory of the variables `by` it knows that
    someone answered from.

    `template` is that of slides.

    Raises Fault as refuse_territories does.
    """
    chosen, formats = list(chosen), with_brought(formats)
    surveys = _surveys(chosen) if by else {}  # reading takes longer than finding that nothing is to be done
    _refuse(list(surveys.values()), by)
    found = []
    for place in chosen:
        survey = surveys.get(place.survey_toml)
        territories: list[tuple[str, str] | None] = [None, *(_territories(survey, by) if survey else ())]
        for language, territory in product(languages, territories):
            address = Address(place.survey, place.edition, language, territory)
            found.append(Order(place, address, formats, template))
    return [order for order in found if _has_answers(order)]


def _surveys(chosen: Iterable[Place]) -> dict[Path, Survey]:
    """The surveys of the editions, each read once."""
    from analysis.questionnaire import read_survey

    return {path: read_survey(path) for path in dict.fromkeys(place.survey_toml for place in chosen)}


def _territories(survey: Survey, by: Sequence[str]) -> list[tuple[str, str]]:
    return [(v, code) for v in by if v in survey.territories for code in survey.questions[v].codes]


def refuse_territories(chosen: Iterable[Place], by: Sequence[str]) -> None:
    """Raise Fault, before anything is built, where a report by one of the variables `by` cannot be made.

    A variable is among the territories of no edition, or a code is too long for the name of a folder. Where a
    definition cannot be read nothing is refused: its own build says what is wrong with it.
    """
    if not by:
        return
    try:
        surveys = list(_surveys(chosen).values())
    except Fault:
        return
    _refuse(surveys, by)


def _refuse(surveys: Sequence[Survey], by: Sequence[str]) -> None:
    known = {variable for survey in surveys for variable in survey.territories}
    unknown = [variable for variable in by if variable not in known]
    if unknown:
        raise Fault(
            f"--by {', '.join(unknown)}: not among the territories of the surveys chosen "
            f"({some(sorted(known)) or 'they have none'}); name it under `territories` in survey.toml"
        )
    places = dict.fromkeys(place for survey in surveys for place in _territories(survey, by))
    long = [place for place in places if len(as_file_name(place[1])) > LONGEST_NAME]
    if long:
        raise Fault(
            f"--by {', '.join(dict.fromkeys(variable for variable, _ in long))}: too long for the name of a "
            f"folder ({LONGEST_NAME} letters, é and the like count for six): "
            f"{some(code for _, code in long)}; give shorter codes in survey.toml"
        )


def with_standing(root: Path, wanted: Sequence[Order]) -> list[Order]:
    """The reports asked for, and those that stand already of the same surveys, in the formats they have: what
    no longer follows from the results is made again, whatever is asked for.

    Slides keep the template they were made by; where it is gone, nothing is made again by it.
    """
    surveys = dict.fromkeys(order.place.survey for order in wanted)
    return standing(root, [place for name in surveys for place in editions_in(root, name)], wanted)


def standing(root: Path, editions: Iterable[Place], wanted: Sequence[Order] = ()) -> list[Order]:
    """The reports that stand of some editions, in the formats and by the template that a run made them with;
    those `wanted` first, each with the formats in which it stands already."""
    formats = {order.address: order.formats for order in wanted}
    templates = {order.address: order.template for order in wanted}
    known = {(place.survey, place.edition) for place in editions}
    for address in found_addresses(root, endings()):
        if (address.survey, address.edition) in known:
            former = former_template(root, address)
            templates[address] = templates.get(address) or (former if former and former.is_file() else None)
            there = [
                form
                for form, each in FORMATS.items()
                if manifest_beside(address.path(root, each.ending)).is_file()
                and (templates[address] or not former or not each.takes_template)
            ]
            forms = (*formats.get(address, ()), *there)
            formats[address] = with_brought(forms)
    found = [
        Order(Place(root, a.survey, a.edition), a, forms, templates.get(a)) for a, forms in formats.items()
    ]
    surveys_with = _surveys(order.place for order in found if order.address.territory)
    return [order for order in found if _is_there(order, surveys_with) and _has_answers(order)]


def _is_there(order: Order, surveys: Mapping[Path, Survey]) -> bool:
    """Whether the survey still has the territory that a report is of."""
    survey, territory = surveys.get(order.place.survey_toml), order.address.territory
    if territory is None or survey is None:
        return True
    return territory[0] in survey.territories and territory[1] in survey.questions[territory[0]].codes


def _has_answers(order: Order) -> bool:
    """Whether someone of the territory answered, as far as the results say: of nobody there is no report."""
    if order.address.territory is None:
        return True
    from analysis.results.territory_rows import inhabited

    path = order.place.released / TERRITORIES.name
    return not path.is_file() or order.address.territory in inhabited(path)


def stale(wanted: Iterable[Order]) -> list[Order]:
    """The reports that are no longer what making them again would give."""
    return [order for order in wanted if not order.result.is_current()]


def made_of(order: Order) -> Ingredients:
    """What the report is made of."""
    territory = {"territory": "=".join(order.address.territory)} if order.address.territory else {}
    template = {"template": template_name(order)} if order.template else {}
    inputs = {"template": order.template} if order.template else {}
    return report_ingredients(
        order.place, order.notebook, order.address.language, inputs, **territory, **template
    )


def template_name(order: Order) -> str:
    """The way from the root to the template of an order."""
    return Path(os.path.relpath(order.template or order.place.root, order.place.root)).as_posix()


def former_template(root: Path, address: Address) -> Path | None:
    """The template that the slides of a report which stands were made by; None where there is none."""
    manifests = [
        manifest_beside(address.path(root, each.ending)) for each in FORMATS.values() if each.takes_template
    ]
    named = (made_of_in(manifest).get("parameters", {}).get("template") for manifest in manifests)
    found = next((name for name in named if name), None)
    return root / found if found else None


def make_reports(
    wanted: Sequence[Order], workers: int | None = None, limits: TaskLimits | None = None
) -> Iterator[TaskOutcome]:
    """Each report made in a process of its own, `workers` at a time (one per processor); how each ended.

    What a process that was ended left half-written is removed: the caller holds the lock of reports/.
    """
    preload(wanted)
    tasks = [
        Task(name, order.address.log(order.place.root), partial(make_report, order))
        for name, order in called(wanted).items()
    ]
    with released_together(wanted):
        yield from run_tasks(tasks, workers or os.cpu_count() or 1, limits)


def called(wanted: Iterable[Order]) -> dict[str, Order]:
    """The orders by what is said of them while they are made: a territory by its label and its code."""
    wanted = list(wanted)
    surveys = _surveys(order.place for order in wanted if order.address.territory)
    return {_called(order.address, surveys.get(order.place.survey_toml)): order for order in wanted}


def _called(address: Address, survey: Survey | None) -> str:
    if survey is None or address.territory is None:
        return str(address)
    variable, code = address.territory
    label = survey.questions[variable].codes[code].to(address.language)
    return f"{address.survey}/{address.edition} {label} [{variable}={code}] ({address.language})"


@contextmanager
def released_together(wanted: Sequence[Order]) -> Iterator[None]:
    """Reports are made aside within; after it, if it ends well, they are released survey by survey.

    The caller holds the lock of reports/.
    """
    roots = {order.place.root for order in wanted}
    try:
        for root in roots:
            clear_aside(root)
        yield
        for root, survey in dict.fromkeys((order.place.root, order.place.survey) for order in wanted):
            release(root, survey)
    finally:
        for root in roots:
            clear_aside(root)


def made_aside(order: Order) -> dict[Path, Path]:
    """Each file of the report -> where it is made."""
    reports = order.place.root / "reports"
    return {path: aside(order.place.root) / path.relative_to(reports) for path in order.files}


def make_report(order: Order) -> str:
    """Make one report in this process and write its files, aside, with their manifests; their names.

    Raises ReportError when a cell fails or a document cannot be made.
    """
    from analysis.reporting.page.report_files import report_files

    made_from, root = made_of(order), order.place.root
    template = order.template.read_bytes() if order.template else None
    made = report_files(root, order.address, order.formats, order.notebook, template)
    write_aside(order, made | files_beside(root, order.address, order.formats), made_from)
    return names_of_files(order)


def write_aside(order: Order, made: Mapping[Path, bytes], made_from: Ingredients) -> None:
    """Write the files of a report where they wait for their release."""
    where = made_aside(order)
    Files(tuple(where.values())).write({where[path]: content for path, content in made.items()}, made_from)


def names_of_files(order: Order) -> str:
    """The files of a report as they are told: below the root."""
    return ", ".join(path.relative_to(order.place.root).as_posix() for path in order.files)


def preload(wanted: Sequence[Order]) -> None:
    """Import what every report needs and read what several share, once, before processes are forked.

    Typst is left out: a process that has called it cannot be copied.
    """
    from analysis.reporting.page.report_files import prepare

    formats = {form for order in wanted for form in order.formats}
    prepare([(order.place.released, order.address) for order in wanted], formats)


def index(root: Path) -> Path:
    """The path of reports/index.html, the list of every report that follows from its data, which is
    made again."""
    from analysis.reporting.page.reports_index import index_page

    result = index_result(root)
    path = result.outputs.guarded
    make = partial(index_page, root, outdated(root))
    Step(result, make, lambda page: {path: page.encode("utf-8")}).run(force=True)
    return path
