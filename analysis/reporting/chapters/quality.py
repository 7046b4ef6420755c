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
from analysis.reporting.chapters.with_and_without import with_and_without
from analysis.reporting.language.typography import NO_BREAK, decapitalised
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
    return quality(content.voice, content.records, variants)


def _response(measures: Measures) -> list[Block]:
    completed, invited = (measures.value("response", key) for key in ("completed", "invited"))
    key, item = (
        ("quality.response_rate", "completed / invited")
        if invited
        else ("quality.response_unknown", "completed / started")
    )
    rate = measures.value("response", "response_rate" if invited else "completion_rate", item=item)
    if completed is None or rate is None:
        return []
    text = measures.voice.say(
        key,
        completed=measures.count(completed),
        invited=measures.count(invited),
        started=measures.count(measures.value("response", "started")),
        rate=measures.voice.percent(rate, 1),
    )
    return [measures.title("response"), Paragraph(text)]


def _care(measures: Measures, survey: Survey) -> list[Block]:
    """Signs of careless answering: examined, found, what was done about each."""
    rows = list(_careless(measures, survey.quality))
    rows += [_contradiction(measures, survey, name) for name in survey.contradictions]
    repeated = measures.value("duplicates", "flagged", item="identifier")
    if repeated is not None:
        kept = "all_kept" if survey.cleaning.duplicates == "keep" else "first_kept"
        done = measures.voice.say(f"quality.{kept}")
        received = measures.value("response", "received")
        rows.append(
            _care_row(measures, measures.voice.say("quality.duplicates"), received, repeated, None, done)
        )
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
        found = measures.value(section, "flagged", question, item)
        if found is not None:
            examined = measures.value(section, "examined", question, item)
            share = measures.value(section, "share", question, item)
            label = measures.voice.say(f"quality.{key}", share=limit)
            yield _care_row(measures, label, examined, found, share, measures.voice.say(f"policy.{policy}"))


def _care_row(
    measures: Measures, label: str, examined: float | None, found: float, share: float | None, done: str
) -> TableRow:
    if share is None and examined:
        share = 100 * found / examined
    cells = [measures.count(examined), measures.count(found), measures.count(share, 1), done]
    return TableRow(label, [TableCell(text) for text in cells])


def _contradiction(measures: Measures, survey: Survey, name: str) -> TableRow:
    """A contradiction says something of single answers: fewer than may be published are not counted out."""
    label = measures.voice.say(
        "quality.contradiction", label=measures.voice.text(survey.contradictions[name].label)
    )
    least = survey.publication.confidential_below
    found = measures.value("contradictions", "flagged", item=name) or 0.0
    examined, done = (
        measures.value("response", "in_scope"),
        measures.voice.say(f"policy.{survey.quality.contradictions}"),
    )
    if 0 < found < least:
        cells = [measures.count(examined), f"<{NO_BREAK}{least}", "", done]
        return TableRow(label, [TableCell(text) for text in cells])
    return _care_row(measures, label, examined, found, None, done)


def _open_answers(measures: Measures) -> list[Block]:
    counts = measures.by_question("open_answers", "n")
    if not counts:
        return []
    lengths = measures.by_question("open_answers", "median_characters")
    blank = measures.by_question("open_answers", "share_blank")
    rows = [
        TableRow(
            measures.variable(name),
            [
                TableCell(measures.count(n)),
                TableCell(measures.count(lengths.get(name))),
                TableCell(measures.count(blank.get(name), 1)),
            ],
        )
        for name, n in counts.items()
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
    items, n = (measures.by_question("scores", key) for key in ("items", "n"))
    rows = [
        TableRow(
            measures.variable(name),
            [
                TableCell(measures.count(alpha, 2)),
                TableCell(measures.count(items.get(name))),
                TableCell(measures.count(n.get(name))),
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
        few = measures.value("privacy", "respondents_under_k", item=item) or 0.0
        named = [decapitalised(measures.voice.variable(name)) for name in item.split(", ")]
        values = {
            "names": measures.voice.listing(named),
            "k": measures.count(k),
            "n": measures.count(few),
            "smallest": measures.count(measures.value("privacy", "smallest_group", item=item)),
        }
        texts.append(measures.voice.say("quality.k_anonymity" if few else "quality.k_respected", **values))
    return texts


QUALITY = Chapter[EditionContent](
    title=lambda content: content.voice.say("quality"),
    anchor="quality",
    shows=_quality,
    applies=lambda content: bool(content.records.quality),
    kind="page",
)
