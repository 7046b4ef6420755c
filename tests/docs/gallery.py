"""Writes the gallery of charts, docs/charts.md, and its drawings: `make gallery`."""

from __future__ import annotations

import inspect
from pathlib import Path

from analysis.reporting.charts import CHART_KINDS, chart_of
from analysis.reporting.fonts import FAMILY
from analysis.reporting.language.typography import Typesetter
from tests.docs import chart_samples
from tests.docs.chart_samples import SAMPLES

DOCS = Path(__file__).parents[2] / "docs"
DRAWINGS = DOCS / "images" / "charts"
HEAD = """# Charts

Every kind of chart, of made-up figures, as a page has it (680 pixels) and as a telephone or half a printed
page has it (340), with the text that stands for it and the lines that make it. `make gallery` writes this
page from `tests/docs/chart_samples.py`.

A chart is a record: what it is made of. `chart_of` makes the block of a report of it, `draw` an Axes of
matplotlib, whose values go across as the chart's do:

```python
from analysis.reporting.charts import draw
from analysis.reporting.language.typography import Typesetter

axes = draw(chart, Typesetter("fr"))  # on a figure of its own
axes.figure.savefig("chart.png", dpi=200)
draw(chart, Typesetter("fr"), own_axes)  # or into an Axes that is there
```

The title of a chart says what is found, the subtitle what is shown, the note its base and its source. Bars
start at zero; dots may stand on a shorter axis. What a title speaks of is `is_key`: it stands in the accent,
the rest in grey. A table of the analyst's library is drawn by `table.chart()`, in the kind that its figures
ask for or that is named ([which](library.md#tables)).
"""


def gallery() -> dict[Path, str]:
    """The files of the gallery and their texts."""
    words, files, parts = Typesetter("fr"), {}, [HEAD]
    for name, sample in SAMPLES.items():
        drawing = sample()
        chart = chart_of(drawing, words, name, name)
        for width, svg in (("680", chart.svg), ("340", chart.narrow)):
            files[DRAWINGS / f"{name}-{width}.svg"] = _standing_alone(svg)
        kind = next(key for key, each in CHART_KINDS.items() if type(drawing) is each)
        summary = (inspect.getdoc(CHART_KINDS[kind]) or "").split("\n\n")[0]
        source = inspect.getsource(sample).rstrip()
        parts.append(
            f"## `{name}`\n\n{summary}\n\n![680]({_link(name, '680')})\n\n![340]({_link(name, '340')})\n\n"
            f"> {chart.alternative}\n\n```python\n{source}\n```\n"
        )
    parts.append(f"## Made-up shares\n\n```python\n{inspect.getsource(chart_samples.share).rstrip()}\n```\n")
    return {DOCS / "charts.md": "\n".join(parts), **files}


def _link(name: str, width: str) -> str:
    return f"images/charts/{name}-{width}.svg"


def _standing_alone(svg: str) -> str:
    """A drawing of a page as a file that a browser shows alone."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" font-family="{FAMILY}, sans-serif"'
    return svg.replace("<svg", head, 1) + "\n"


if __name__ == "__main__":
    DRAWINGS.mkdir(parents=True, exist_ok=True)
    for path, text in gallery().items():
        path.write_text(text, encoding="utf-8")
