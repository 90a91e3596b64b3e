"""Transcripts as speech recognisers write them (.json): Whisper and WhisperX, AssemblyAI, Deepgram, AWS Transcribe,
Azure, Google, Rev, Speechmatics, and lists of objects whose keys are the usual heads of tables.

Each shape is told by its keys and gives pieces: who, what, when. Neighbouring pieces of one speaker are one turn, as
with subtitles; pieces that name nobody are passages, each with its time.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from string import ascii_uppercase
from typing import Any, NamedTuple

from transcripts.errors import ImportRefused
from transcripts.importing import table_words as heads
from transcripts.importing.cue_turns import Line, cue_text
from transcripts.importing.decoding import Decoded, canonical
from transcripts.importing.label_lines import Said, written_out
from transcripts.importing.model import Extract
from transcripts.importing.names import key_of
from transcripts.importing.table_times import times
from transcripts.importing.table_words import key_of_head

Json = dict[str, Any]
_BARE = re.compile(r"\d{1,3}")
_NO_SPACE_BEFORE = re.compile(r"[.,;:!?%)\]}…’”]")
_LISTS = (
    "segments",
    "utterances",
    "turns",
    "monologues",
    "transcript",
    "transcripts",
    "results",
    "phrases",
    "messages",
)
_EXPECTED = "segments with text (Whisper), utterances (AssemblyAI, Deepgram) or results (AWS, Azure, Google)"


class Piece(NamedTuple):
    """A stretch of recognised speech: `speaker` "" where none is told, `time` in seconds."""

    speaker: str
    words: str
    time: float | None


def read(decoded: Decoded) -> tuple[Extract]:
    """The transcript in JSON text; raises ImportRefused naming what is there and what is missing."""
    try:
        data = json.loads(decoded.text, object_pairs_hook=_each_once)
    except ImportRefused:
        raise
    except (ValueError, RecursionError):
        raise ImportRefused("named .json but not JSON data: export the transcript again, or as .vtt or .srt") from None
    pieces = _pieces(data)
    if not any(piece.words for piece in pieces):
        raise ImportRefused(_unknown(data))
    text, turns = _text(pieces)
    return (
        Extract(text, "json", decoded.encoding, turns=turns, warnings=decoded.warnings, doubts=decoded.doubts),
    )  # fmt: skip


def _each_once(pairs: list[tuple[str, Any]]) -> Json:
    """An object, whose keys are each given once: of two only one would be read."""
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for key, number in Counter(key for key, _ in pairs).items() if number > 1)
        raise ImportRefused(f"JSON that gives {twice[:30]!a} twice in one place: one would be lost, so export it again")
    return found


def _pieces(data: Any) -> list[Piece]:
    for shape in _SHAPES:
        try:
            found = [_clean(piece) for piece in shape(data)]
        except (KeyError, TypeError, IndexError, AttributeError, ValueError, OverflowError):
            continue  # another program's shape
        if any(piece.words for piece in found):
            return _numbered([piece for piece in found if piece.words])
    return []


def _clean(piece: Piece) -> Piece:
    return Piece(" ".join(piece.speaker.split()), canonical(piece.words).strip(), piece.time)


def _numbered(pieces: Sequence[Piece]) -> list[Piece]:
    """Bare numbers, and letters from A on without a gap, are a recogniser's: `Speaker A`; `I` and `P` a person's."""
    names = sorted({piece.speaker for piece in pieces if piece.speaker})
    counted = "".join(names) == ascii_uppercase[: len(names)]
    bare = {name for name in names if counted or _BARE.fullmatch(name)}
    return [piece._replace(speaker=f"Speaker {piece.speaker}") if piece.speaker in bare else piece for piece in pieces]


def _text(pieces: Sequence[Piece]) -> tuple[str, Any]:
    if not any(piece.speaker for piece in pieces):
        lines = (
            Line(line.strip(), piece.time, first=number == 0)
            for piece in pieces
            for number, line in enumerate(filter(str.strip, piece.words.split("\n")))
        )
        return cue_text(list(lines))
    return written_out(_said(pieces))


def _said(pieces: Iterable[Piece]) -> Iterator[Said]:
    last: str | None = None
    for piece in pieces:
        key = key_of(piece.speaker) if piece.speaker else None
        yield Said(piece.speaker or None, piece.words, piece.time, goes_on=key is not None and key == last)
        last = key


def _unknown(data: Any) -> str:
    if isinstance(data, dict):
        there = ", ".join(f"‘{str(key)[:30]}’" for key in list(data)[:8]) or "nothing"
        return f"JSON data with {there}, but no {_EXPECTED}: export it as .vtt, .srt or .txt"
    return "JSON data without ‘text’ or ‘transcript’ in its objects: export it as .vtt, .srt or .txt"


# -- shapes -----------------------------------------------------------------------------------------------------------


def _whisper(data: Json) -> Iterator[Piece]:
    """OpenAI's Whisper, faster-whisper, WhisperX: `segments` with `start` in seconds, `text` and maybe `speaker`."""
    for each in data["segments"]:
        yield Piece(_name(each.get("speaker")), each["text"], _seconds(each.get("start")))


def _whisper_cpp(data: Json) -> Iterator[Piece]:
    """whisper.cpp: `transcription` with `offsets` in thousandths of a second."""
    for each in data["transcription"]:
        yield Piece(_name(each.get("speaker")), each["text"], each["offsets"]["from"] / 1000)


def _assemblyai(data: Json) -> Iterator[Piece]:
    """AssemblyAI: `utterances` with `start` in thousandths of a second."""
    for each in data["utterances"]:
        yield Piece(_name(each.get("speaker")), each["text"], each["start"] / 1000)


def _deepgram(data: Json) -> Iterator[Piece]:
    """Deepgram: `utterances`, or the paragraphs of its one channel."""
    results = data["results"]
    for each in results.get("utterances") or ():
        yield Piece(_name(each.get("speaker")), each["transcript"], _seconds(each.get("start")))
    if results.get("utterances"):
        return
    if len(results["channels"]) > 1:
        raise ImportRefused("a Deepgram transcript of several channels without utterances: ask for utterances")
    best = results["channels"][0]["alternatives"][0]
    if "paragraphs" not in best:
        yield Piece("", best["transcript"], None)
        return
    for each in best["paragraphs"]["paragraphs"]:
        words = " ".join(sentence["text"] for sentence in each["sentences"])
        yield Piece(_name(each.get("speaker")), words, _seconds(each.get("start")))


def _items(data: Json) -> Iterator[Piece]:
    """AWS Transcribe (`results.items`) and Speechmatics (`results`): words and punctuation one by one."""
    results = data["results"]
    items = results["items"] if isinstance(results, dict) else results
    if not all("type" in each for each in items):
        raise KeyError
    segments = (results.get("speaker_labels") or {}).get("segments", ()) if isinstance(results, dict) else ()
    spoken = {each["start_time"]: each["speaker_label"] for segment in segments for each in segment["items"]}
    speaker = ""
    words: list[tuple[str, str, float | None]] = []
    for each in items:
        best = each["alternatives"][0]
        named = each.get("speaker_label") or best.get("speaker") or spoken.get(each.get("start_time"))
        if each["type"] != "punctuation":
            speaker = _name(named)
        words.append((speaker, str(best["content"]), _seconds(each.get("start_time"))))
    yield from _runs(words)


def _azure(data: Json) -> Iterator[Piece]:
    """Azure: `recognizedPhrases` of a batch, with ticks of 100 ns; `phrases` of a fast transcription."""
    for each in data.get("recognizedPhrases", ()):
        yield Piece(_name(each.get("speaker")), each["nBest"][0]["display"], each["offsetInTicks"] / 10**7)
    for each in data.get("phrases", ()):
        yield Piece(_name(each.get("speaker")), each["text"], each["offsetMilliseconds"] / 1000)


def _google(data: Json) -> Iterator[Piece]:
    """Google: `results` with `alternatives`; with speakers, the last result holds all words again with their tags."""
    best = [each["alternatives"][0] for each in data["results"] if each.get("alternatives")]
    tagged = [word for word in best[-1].get("words", ()) if word.get("speakerTag") or word.get("speakerLabel")]
    if tagged:
        yield from _runs(
            (_name(word.get("speakerTag") or word.get("speakerLabel")), word["word"], _seconds(word.get("startTime")))
            for word in tagged
        )
        return
    for each in best:
        start = each["words"][0].get("startTime") if each.get("words") else None
        yield Piece("", each["transcript"], _seconds(start))


def _rev(data: Json) -> Iterator[Piece]:
    """Rev: `monologues` of `elements`, the space between them included."""
    for each in data["monologues"]:
        elements = each["elements"]
        start = next((element["ts"] for element in elements if "ts" in element), None)
        words = "".join(str(element["value"]) for element in elements)
        yield Piece(_name(each.get("speaker")), words, _seconds(start))


def _objects(data: Any) -> Iterator[Piece]:
    """A list of flat objects, alone or under one of the usual keys, whose own keys are heads of columns."""
    listed = data if isinstance(data, list) else next((data[key] for key in _LISTS if _is_list(data.get(key))), [])
    keys = {key: key_of_head(key) for each in listed for key in each}

    def column(wanted: frozenset[str]) -> str | None:
        return next((key for key, head in keys.items() if head in wanted), None)

    text = column(heads.TEXT)
    if text is None:
        raise KeyError
    speaker, start = column(heads.SPEAKER) or column(heads.SECOND_CHOICE_OF_SPEAKER), column(heads.START)
    words = [each.get(text) or "" for each in listed]
    if not all(isinstance(each, str) for each in words):
        raise TypeError
    cells = [str(each.get(start, "")) for each in listed]
    clocks = times(cells, head=start or "", words=sum(len(each.split()) for each in words))
    for each, said, clock in zip(listed, words, clocks, strict=True):
        yield Piece(_name(each.get(speaker)) if speaker else "", said, clock)


def _only_text(data: Json) -> Iterator[Piece]:
    """The words alone: `text` (Whisper's API) or AWS's `transcripts` without items."""
    words = data.get("text") or data["results"]["transcripts"][0]["transcript"]
    yield Piece("", words, None)


_SHAPES: tuple[Callable[[Any], Iterator[Piece]], ...] = (
    _whisper, _whisper_cpp, _assemblyai, _deepgram, _items, _azure, _google, _rev, _objects, _only_text,
)  # fmt: skip


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


# -- parts ------------------------------------------------------------------------------------------------------------


def _name(said: Any) -> str:
    """A speaker as written, also where it is a number; names may be inside an object."""
    if isinstance(said, dict):
        said = said.get("name") or said.get("label") or said.get("id")
    return "" if said is None or isinstance(said, bool | list) else str(said).strip()


def _seconds(said: Any) -> float | None:
    """A number, `"1.5"` or `"1.5s"`."""
    if said is None:
        return None
    try:
        return float(said) if isinstance(said, int | float) else float(str(said).removesuffix("s"))
    except OverflowError:
        return math.inf


def _runs(words: Iterable[tuple[str, str, float | None]]) -> Iterator[Piece]:
    """Single words as pieces: all that one speaker says in a row."""
    run: list[str] = []
    speaker, time = "", None
    for name, word, start in words:
        if run and name != speaker:
            yield Piece(speaker, "".join(run), time)
            run = []
        if not run:
            speaker, time = name, start
        run.append(word if not run or _NO_SPACE_BEFORE.match(word) else f" {word}")
    if run:
        yield Piece(speaker, "".join(run), time)
