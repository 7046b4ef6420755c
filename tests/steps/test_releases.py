"""A release is a unit: whole as it was, or whole as it is to be, at whatever moment its run ends."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.pipeline import update
from analysis.steps.explorers import make_explorer
from analysis.steps.released_files import TRACED, released_provenance
from analysis.steps.releases import clear_aside, release
from analysis.steps.reports import Order, index, made_of, orders, write_aside
from analysis.workspace import EXPLORER, Place
from tests.runs.killed_runs import files_of, killed_at, without_exchange
from tests.small_survey import ANSWERS, SURVEY

FORMATS = ("html", "pdf")
NEXT = "sex\n" + "m\nm\nf\n" * 40


@pytest.fixture
def place(write_survey: Callable[..., Place]) -> Place:
    """A survey of two editions."""
    first = write_survey("breakdowns = ['sex']\n" + SURVEY, answers_csv=ANSWERS)
    shutil.copytree(first.raw, first.raw.with_name("2024"))
    return first


def reported(place: Place, said: str) -> None:
    """The reports of both editions made aside, with `said` for a text, and their results."""
    root = place.root
    clear_aside(root)
    for order in orders([Place(root, place.survey, year) for year in ("2020", "2024")], ["fr"], FORMATS):
        update(order.place, with_trend=False)
        make(order, said)


def make(order: Order, said: str) -> None:
    write_aside(order, {path: f"{path.name}: {said}".encode() for path in order.files}, made_of(order))


def told(root: Path, survey: str) -> dict[str, bytes]:
    """All that stands of a release, and the pages that tell of it."""
    found = files_of(root / "reports" / survey) if (root / "reports" / survey).exists() else {}
    beside = {name: root / "reports" / name for name in (EXPLORER, "index.html")}
    return found | {f"../{name}": path.read_bytes() for name, path in beside.items() if path.exists()}


@pytest.mark.parametrize(
    "every", [9, pytest.param(1, marks=pytest.mark.slow)], ids=["some changes", "each change"]
)
@pytest.mark.parametrize("is_exchanged", [True, False], ids=["exchange", "two renames"])
def test_killed_before_a_change_of_a_file_a_release_is_the_former_or_the_next(
    is_exchanged: bool, every: int, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not is_exchanged:
        without_exchange(monkeypatch)
    monkeypatch.setattr(os, "fsync", lambda _: None)  # processes are killed here, not the machine
    root, survey = place.root, place.survey
    reports = root / "reports"
    reported(place, "former")
    release(root, survey)
    make_explorer(root)
    index(root)
    former, kept = told(root, survey), reports.with_name("kept")
    (place.raw / "answers.csv").write_text(NEXT)
    reported(place, "next")
    shutil.copytree(reports, kept, symlinks=True)
    release(root, survey)
    following = told(root, survey)
    assert "../index.html" in former and not {"../index.html", f"../{EXPLORER}"} & set(following)
    event, seen = 0, set()
    while True:
        shutil.rmtree(reports)
        shutil.copytree(kept, reports, copy_function=os.link)  # a run replaces files, it changes none
        killed = killed_at(event, lambda: release(root, survey), reports)
        found = told(root, survey)
        own = {name: content for name, content in found.items() if not name.startswith("../")}
        if not own and not is_exchanged:
            assert set(found) == set()  # between two renames nothing stands, and no page tells of it
        elif own != following:
            assert own == {name: content for name, content in former.items() if name in own}
            assert set(own) == {name for name in former if not name.startswith("../")}
            assert found.items() <= former.items()
        else:
            assert found == following
        seen.add(own == following)
        clear_aside(root)  # as the next run does
        release(root, survey)
        assert (reports / survey / "2020" / "report.html").exists() == (own == following)
        assert told(root, survey)["2020/indicators.csv"] == following["2020/indicators.csv"]
        if not killed:
            break
        event += every
    assert seen == {True, False} and event > 60, event


PROVENANCE = [
    # counts; what is told of them, of a reason for which 45 were removed and of a problem that 12 have
    ({"received": 1045, "kept": 1000, "removed": 45}, (1045, 1000, 45), 45, 12),
    ({"received": 1003, "kept": 1000, "removed": 3}, (None, 1000, None), 45, 12),
    ({"received": 50, "kept": 5, "removed": 45}, (None, None, None), None, None),
    ({"received": 56, "kept": 11, "removed": 45}, (56, 11, 45), 45, 12),
]


@pytest.mark.parametrize(("counts", "told", "reason", "problem"), PROVENANCE)
def test_the_provenance_tells_no_count_from_which_one_of_few_follows(
    counts: dict[str, int], told: tuple[int | None, ...], reason: int | None, problem: int | None
) -> None:
    facts = dict.fromkeys(TRACED, "x") | {
        "counts": counts,
        "removed": {"twice": 45, "late": 3},
        "problems": {"blank": 12},
    }
    found = released_provenance(facts, 11)
    assert tuple(found["counts"].values()) == told
    assert found["removed"] == {"twice": reason, "late": None} and found["problems"] == {"blank": problem}
