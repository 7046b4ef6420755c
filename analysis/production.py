"""Many editions and reports at once: what is asked, what is still to be made, and each made by itself."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path

from analysis.batch import Limits, Outcome, Task, run_tasks
from analysis.faults import Fault, some
from analysis.files import discard_unfinished, write_whole
from analysis.questionnaire import read_survey
from analysis.store import Ingredients, is_current, manifest_beside, manifest_bytes, report_ingredients
from analysis.workspace import Address, Place


@dataclass(frozen=True)
class Order:
    """A report to be made: of which edition, where it will stand, in which formats."""

    place: Place
    address: Address
    formats: tuple[str, ...]

    @property
    def notebook(self) -> Path:
        """The notebook it is made from."""
        from analysis.reporting.publishing import notebook_of

        return notebook_of(self.place.root)

    @property
    def files(self) -> list[Path]:
        """The files it will have."""
        return [self.address.path(self.place.root, form) for form in self.formats]

    def is_made(self) -> bool:
        """Whether every file is what making it again would give; the edition is taken as built."""
        manifests = [manifest_beside(path) for path in self.files]
        if not all(manifest.is_file() for manifest in manifests):
            return False
        ingredients = made_of(self)
        return all(is_current(ingredients, manifest) for manifest in manifests)


def orders(
    chosen: Iterable[Place], languages: Sequence[str], formats: Sequence[str], by: Sequence[str] = ()
) -> list[Order]:
    """The reports asked for: of each edition, then of each territory of the variables `by` it knows.

    Raises Fault where a variable of `by` is among the territories of no edition chosen.
    """
    found, known = [], set()
    for place in chosen:
        survey = read_survey(place.survey_toml)
        variables = [variable for variable in by if variable in survey.territories]
        known |= set(survey.territories)
        territories: list[tuple[str, str] | None] = [None]
        territories += [(v, code) for v in variables for code in survey.questions[v].codes]
        for language, territory in product(languages, territories):
            address = Address(place.survey, place.edition, language, territory)
            found.append(Order(place, address, tuple(formats)))
    unknown = [variable for variable in by if variable not in known]
    if unknown:
        raise Fault(
            f"--by {', '.join(unknown)}: not among the territories of the surveys chosen "
            f"({some(sorted(known)) or 'they have none'}); name it under `territories` in survey.toml"
        )
    return found


def stale(wanted: Iterable[Order]) -> list[Order]:
    """The reports that are not what making them again would give."""
    return [order for order in wanted if not order.is_made()]


def report(place: Place, language: str = "fr", formats: Sequence[str] = ("html",)) -> Path:
    """One edition built where it has to be, and its report made; the path of the first format.

    Raises Fault: of the data, the definitions, or a report that could not be made.
    """
    from analysis.pipeline import update
    from analysis.reporting.publishing import refuse_failure

    update(place)
    (order,) = orders([place], [language], formats)
    (outcome,) = make_reports([order], 1)
    refuse_failure(outcome)
    return order.files[0]


def make_reports(
    wanted: Sequence[Order], workers: int | None = None, limits: Limits | None = None
) -> Iterator[Outcome]:
    """Each report made in a process of its own, `workers` at a time (one per processor); how each ended.

    What a process that was ended left half-written is removed: the caller holds the lock of reports/.
    """
    preload(wanted)
    tasks = [
        Task(str(order.address), order.address.log(order.place.root), partial(make_report, order))
        for order in wanted
    ]
    try:
        yield from run_tasks(tasks, workers or os.cpu_count() or 1, limits)
    finally:
        for root in {order.place.root for order in wanted}:
            discard_unfinished(root / "reports")


def make_report(order: Order) -> str:
    """Make one report in this process and write its files with their manifests; their names.

    Raises ReportError when a cell fails or a document cannot be made.
    """
    from analysis.reporting.publishing import report_files

    ingredients = made_of(order)
    files = report_files(order.place.root, order.address, order.formats, order.notebook)
    return write_files(order, files, ingredients)


def write_files(order: Order, files: Mapping[Path, bytes], ingredients: Ingredients) -> str:
    """Write the files of a report with their manifests, whole or not at all; their names."""
    manifests = {
        manifest_beside(path): manifest_bytes(ingredients, {path.name: content})
        for path, content in files.items()
    }
    write_whole({**files, **manifests})
    return ", ".join(path.relative_to(order.place.root).as_posix() for path in files)


def made_of(order: Order) -> Ingredients:
    """What the report is made of."""
    territory = {"territory": "=".join(order.address.territory)} if order.address.territory else {}
    return report_ingredients(order.place, order.notebook, order.address.language, **territory)


def preload(wanted: Sequence[Order]) -> None:
    """Import what every report needs and read what several share, once, before processes are forked.

    Typst is left out: a process that has called it cannot be copied.
    """
    from analysis.reporting.preparation import prepare

    prepare([(order.place.processed, order.address) for order in wanted])
