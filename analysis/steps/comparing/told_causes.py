"""Why it is 41 and not 42 now, in three sentences: what moved, what moved it, what differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.reporting.language.typography import Typesetter, capitalised
from analysis.steps.comparing.changed_definitions import ChangedKey
from analysis.steps.comparing.moved_figures import BuildComparison, Move
from analysis.steps.comparing.told_figures import FigureWords

STATES = {"changed": "changed", "same": "same", "unknown": "unknown_state"}
MOST_KEYS = 3
"""Keys of the definitions that the sentences name; the page has all."""


@dataclass(frozen=True)
class ToldComparison:
    """A comparison with what of the definitions differs, told in a language."""

    comparison: BuildComparison
    keys: Sequence[ChangedKey]
    language: str

    @property
    def words(self) -> Typesetter:
        """The language."""
        return Typesetter(self.language)

    @property
    def figures(self) -> FigureWords:
        """What figures are called: as the later side has it, else the earlier one."""
        after = self.comparison.after
        return FigureWords(self.words, after if after.definitions else self.comparison.before)

    def answer(self) -> list[str]:
        """What moved, what moved it, and what differs, a sentence or two each."""
        said = [
            self._what_moved(),
            self._what_moved_it() if self.comparison.moves else "",
            self._what_differs(),
        ]
        return [each for each in said if each]

    def cause(self, name: str) -> str:
        """What a cause is called: the answers; several that were only built together, all of them."""
        return self.words.listing(
            [self.words.say(f"compare.cause.{self._kind(e)}") for e in name.split(" + ")]
        )

    def _kind(self, cause: str) -> str:
        """A cause by what of it differs: the answers themselves, or how the same ones are read."""
        before, after = self.comparison.before.answers, self.comparison.after.answers
        is_same = bool(before) and sorted(before.values()) == sorted(after.values())
        is_reading = cause == "data" and is_same and self.comparison.changed["data"] == "changed"
        return "reading" if is_reading else cause

    def _what_moved(self) -> str:
        found, words = self.comparison, self.words
        if not found.moves:
            return words.say("compare.none_moved", all=words.number(found.compared))
        first = found.moves[0]
        told = words.say(
            "compare.first",
            figure=self.figures.name(first.key),
            before=self.figures.value(first, first.before),
            after=self.figures.value(first, first.after),
        )
        if first.difference is not None:
            told += f" ({self.figures.change(first, first.difference)})"
        counted = words.say_counted(
            "compare.moved",
            len(found.moves),
            n=words.number(len(found.moves)),
            all=words.number(found.compared),
        )
        return f"{told}. {counted}"

    def _what_moved_it(self) -> str:
        """The causes of the first figure, measured where it was built again, else as far as they follow."""
        found, words = self.comparison, self.words
        if found.steps:
            return self._measured(found.moves[0])
        if not found.differing:
            return words.say("compare.nothing_differs" if not found.unknown else "compare.cause_unknown")
        causes = words.listing([self.cause(each) for each in found.differing])
        if len(found.differing) == 1 and not found.unknown:
            return words.say("compare.only", cause=causes)
        return " ".join(filter(None, [words.say("compare.several", causes=causes), self._way_out()]))

    def _way_out(self) -> str:
        is_private = self.comparison.before.archive and self.comparison.after.archive
        return self.words.say("compare.with_answers" if is_private else "compare.with_archives")

    def _measured(self, move: Move) -> str:
        words = self.words
        if move.turned:
            return words.say("compare.turned", cause=self.cause(move.turned))
        parts = [
            f"{self.cause(name)} {self.figures.change(move, by)}"
            for name, by in sorted(move.by_cause.items(), key=lambda each: -abs(each[1] or 0.0))
            if by is None or round(by, 9)
        ]
        return words.say("compare.measured", parts=words.series(parts))

    def _what_differs(self) -> str:
        """The files of answers and the first keys that differ; that both are other editions."""
        found, words = self.comparison, self.words
        told = [*self._answers(), *(self.key(each) for each in self.keys[:MOST_KEYS])]
        if len(self.keys) > MOST_KEYS:
            told.append(words.say("compare.more_keys", n=words.number(len(self.keys) - MOST_KEYS)))
        told += self._programs()
        said = [words.say("compare.differs", what=words.series(told))] if told else []
        if found.unknown:
            causes = words.listing([self.cause(each) for each in found.unknown])
            said.append(capitalised(words.say("compare.unknown", causes=causes)))
        if not found.is_same_edition:
            said.append(words.say("compare.editions"))
        return " ".join(said)

    def _answers(self) -> Iterator[str]:
        before, after = self.comparison.before.answers, self.comparison.after.answers
        if before and after and sorted(before.values()) != sorted(after.values()):
            others = [name for name, told in after.items() if told not in before.values()]
            names = others or [name for name, told in before.items() if told not in after.values()]
            yield self.words.say("compare.other_answers", files=", ".join(names))

    def key(self, key: ChangedKey) -> str:
        """A key of the definitions with both its values."""
        return f"{key.place}{self.words.colon}{key.before or '–'} → {key.after or '–'}"

    def _programs(self) -> Iterator[str]:
        before, after = self.comparison.before.software, self.comparison.after.software
        for name in before:
            if name in after and before[name] != after[name]:
                yield f"{name} {before[name][:12]} → {after[name][:12]}"

    def states(self) -> str:
        """Each cause, and whether it differs."""
        said = [
            f"{self.cause(name)}{self.words.colon}{self.words.say(f'compare.{STATES[state]}')}"
            for name, state in self.comparison.changed.items()
        ]
        return self.words.series(said)

    def order(self) -> str:
        """How the parts were measured; nothing where nothing was built again."""
        steps = self.comparison.steps
        return (
            self.words.say("compare.order", causes=self.words.listing([*map(self.cause, steps)]))
            if steps
            else ""
        )

    @property
    def causes(self) -> list[str]:
        """The causes that have a part in any figure."""
        return list(dict.fromkeys(cause for move in self.comparison.moves for cause in move.by_cause))
