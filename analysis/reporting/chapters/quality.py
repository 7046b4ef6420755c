"""The chapter on the quality of the data: what quality.csv counted, in sentences, charts and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.questionnaire import Policy, Quality, Survey
from analysis.reporting.blocks import (
    Block,
    Paragraph,
    ReportTable,
    RowGroup,
    TableCell,
    TableRow,
)
from analysis.reporting.chapter_record import Chapter
from analysis.reporting.chapters.break_off import Measures, break_off, unanswered
from analysis.reporting.chapters.folded_parts import folded_parts
from analysis.reporting.chapters.with_and_without import with_and_without
from analysis.reporting.language.typography import decapitalised
from analysis.reporting.language.voice import Voice
from analysis.reporting.report_content import EditionContent
from analysis.results.record_rows import Records
from analysis.results.schema import QualitySection


def quality(voice: Voice, records: Records, variants: Sequence[Block]) -> list[Block]:
    """What quality.csv counted, ended by the figures with and without."""
    measures = Measures(voice, records.quality)
    parts = [
        _response(measures),
        break_off(measures),
        unanswered(measures),
        _care(measures, voice.survey),
        _open_answers(measures),
        _scores(measures),
        _privacy(measures),
    ]
    return [*(block for part in parts for block in part), *variants]


def _quality(content: EditionContent) -> list[Block]:
    variants = with_and_without(content.voice, content.estimates, content.records.sensitivity)
    return folded_parts(quality(content.voice, content.records, variants), open_parts=1)


def _response(measures: Measures) -> list[Block]:
    invited = measures.value("response", "invited")
    key, item = (
        ("quality.response_rate", "completed / invited")
        if invited
        else ("quality.response_unknown", "completed / started")
    )
    rate = measures.value("response", "response_rate" if invited else "completion_rate", item=item)
    counts = ("completed",) if invited else ("completed", "started")
    if rate is None or any(measures.value("response", count) is None for count in counts):
        return []  # one that is not told is no few: those kept would tell how many were left out
    text = measures.voice.say(
        key,
        completed=measures.told("response", "completed"),
        invited=measures.count(invited),
        started=measures.told("response", "started"),
        rate=measures.voice.percent(rate),
    )
    outside = measures.value("response", "outside") or 0.0
    if outside:
        apart = measures.voice.say_counted("quality.outside", outside, n=measures.count(outside))
        text = f"{text} {apart}"
    return [measures.title("response"), Paragraph(text)]


def _care(measures: Measures, survey: Survey) -> list[Block]:
    """Signs of careless answering: examined, found, what was done about each."""
    rows = [*_careless(measures, survey.quality), *_contradictions(measures, survey)]
    if ("duplicates", "", "identifier", "flagged") in measures.keys:
        kept = "all_kept" if survey.cleaning.duplicates == "keep" else "first_kept"
        done = measures.voice.say(f"quality.{kept}")
        found = measures.told("duplicates", "flagged", item="identifier")
        cells = [measures.count(measures.value("response", "received")), found, "", done]
        rows.append(TableRow(measures.voice.say("quality.duplicates"), [TableCell(text) for text in cells]))
    if not rows:
        return []
    columns = [
        measures.voice.say(f"quality.{key}") for key in ("examined", "flagged", "flagged_share", "policy")
    ]
    against = measures.total("contradictions", "n")
    notes = [measures.voice.say("quality.against_routing", n=measures.count(against))] if against else []
    caption, stub = measures.voice.say("quality.care_caption"), measures.voice.say("quality.care_stub")
    return [
        measures.title("care"),
        ReportTable("table-care", caption, stub, columns, [RowGroup("", rows)], notes),
    ]


def _careless(measures: Measures, policies: Quality) -> Iterator[TableRow]:
    """A row for each sign that was looked for."""
    counts: list[tuple[str, QualitySection, Policy, str, str]] = [
        ("speeder", "speed", policies.speeders, next(iter(measures.by_question("speed", "flagged")), ""), ""),
        ("straight_liner", "straight_lining", policies.straight_lining, "", "every grid"),
        ("same_answers", "duplicates", policies.same_answers, "", "same answers"),
        ("left", "break_off", policies.left, "", ""),
    ]
    limit = measures.voice.percent(100 * policies.speeder_below)
    for key, section, policy, question, item in counts:
        if (section, question, item, "flagged") in measures.keys:
            label = measures.voice.say(f"quality.{key}", share=limit)
            yield _care_row(measures, label, (section, question, item), policy)


def _care_row(
    measures: Measures, label: str, of: tuple[QualitySection, str, str], policy: Policy
) -> TableRow:
    """Examined, found, their share, and what was done: of few, none is told."""
    section, question, item = of
    counts = [measures.told(section, name, question, item) for name in ("examined", "flagged")]
    share = measures.count(measures.value(section, "share", question, item))
    cells = [*counts, share, measures.voice.say(f"policy.{policy}")]
    return TableRow(label, [TableCell(text) for text in cells])


def _contradictions(measures: Measures, survey: Survey) -> Iterator[TableRow]:
    """A contradiction says something of single answers: fewer than may be published are not counted out."""
    done = measures.voice.say(f"policy.{survey.quality.contradictions}")
    for name, contradiction in survey.contradictions.items():
        label = measures.voice.say("quality.contradiction", label=measures.voice.text(contradiction.label))
        share = measures.count(measures.value("contradictions", "share", item=name))
        flagged = measures.told("contradictions", "flagged", item=name)
        cells = [measures.told("response", "in_scope"), flagged, share, done]
        yield TableRow(label, [TableCell(text) for text in cells])


def _open_answers(measures: Measures) -> list[Block]:
    names = measures.questions("open_answers")
    if not names:
        return []
    lengths = measures.by_question("open_answers", "median_characters")
    blank = measures.by_question("open_answers", "share_blank")
    rows = [
        TableRow(
            measures.variable(name),
            [
                TableCell(measures.told("open_answers", "n", name)),
                TableCell(measures.count(lengths.get(name))),
                TableCell(measures.count(blank.get(name))),
            ],
        )
        for name in names
    ]
    columns = [
        measures.voice.say("answers"),
        measures.voice.say("quality.characters"),
        measures.voice.say("quality.blank"),
    ]
    caption, stub = measures.voice.say("quality.open_caption"), measures.voice.say("question")
    table = ReportTable("table-open", caption, stub, columns, [RowGroup("", rows)])
    return [measures.title("open_answers"), table]


def _scores(measures: Measures) -> list[Block]:
    alphas = measures.by_question("scores", "alpha")
    if not alphas:
        return []
    items = measures.by_question("scores", "items")
    rows = [
        TableRow(
            measures.variable(name),
            [
                TableCell(measures.count(alpha, 2)),
                TableCell(measures.count(items.get(name))),
                TableCell(measures.told("scores", "n", name)),
            ],
        )
        for name, alpha in alphas.items()
    ]
    columns = [
        measures.voice.say("quality.alpha"),
        measures.voice.say("quality.items"),
        measures.voice.say("respondents"),
    ]
    caption, stub = measures.voice.say("quality.scores_caption"), measures.voice.say("indicator")
    table = ReportTable(
        "table-scores",
        caption,
        stub,
        columns,
        [RowGroup("", rows)],
        [measures.voice.say("quality.scores_note")],
    )
    return [measures.title("scores"), table]


def _privacy(measures: Measures) -> list[Block]:
    texts = privacy_sentences(measures)
    return [measures.title("privacy"), *(Paragraph(text) for text in texts)] if texts else []


def privacy_sentences(measures: Measures) -> list[str]:
    """What was left out and masked, and how far the answers tell people apart."""
    texts = []
    left_out = [measures.variable(name) for name in measures.by_question("privacy", "left_out")]
    if left_out:
        texts.append(measures.voice.say("quality.left_out", names=measures.voice.listing(left_out)))
    masked = measures.total("privacy", "masked")
    if masked is not None:
        texts.append(measures.voice.say("quality.masked", n=measures.count(masked)))
    for item, k in measures.by_item("privacy", "k").items():
        is_few = measures.value("privacy", "respondents_under_k", item=item) != 0
        named = [decapitalised(measures.voice.variable(name)) for name in item.split(", ")]
        values = {
            "names": measures.voice.listing(named),
            "k": measures.count(k),
            "n": measures.told("privacy", "respondents_under_k", item=item),
            "smallest": measures.told("privacy", "smallest_group", item=item),
        }
        texts.append(measures.voice.say("quality.k_anonymity" if is_few else "quality.k_respected", **values))
    return texts


QUALITY = Chapter[EditionContent](
    title=lambda content: content.voice.say("quality"),
    anchor="quality",
    shows=_quality,
    applies=lambda content: bool(content.records.quality),
    kind="page",
)
