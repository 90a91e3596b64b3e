"""What goes between the program and its reading processes: frames of JSON and texts, which run nothing.

A process that has parsed a stranger's file is not trusted: what it sends is taken apart and checked like a file.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import chain, starmap
from typing import Any, BinaryIO, cast

from transcripts.importing.decisions import Decisions
from transcripts.importing.model import Doubt, ImportedText, ImportedTurn

_LENGTH = struct.Struct(">Q")


class Garbled(Exception):
    """What came is not what a reading process sends."""


def write_frame(stream: BinaryIO, data: bytes) -> None:
    """Send bytes with their number before them."""
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def read_frame(stream: BinaryIO, limit: int) -> bytes:
    """The next frame. Raises EOFError where the other side has gone, Garbled when it announces more than `limit`."""
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    if length > limit:
        raise Garbled
    return _exactly(stream, length)


def _exactly(stream: BinaryIO, count: int) -> bytes:
    data = stream.read(count)
    if len(data) < count:
        raise EOFError
    return data


def packed(value: Mapping[str, Any], texts: Sequence[str] = ()) -> bytes:
    """A value as JSON in UTF-8, and texts behind it as they are: to spell transcripts out as JSON takes long.

    `unpacked` gives them back under `texts`.
    """
    raw = [text.encode("utf-8", "surrogatepass") for text in texts]
    whole = {**value, "texts": list(map(len, raw))}
    head = json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return b"".join((_LENGTH.pack(len(head)), head, *raw))


def unpacked(data: bytes) -> dict[str, Any]:
    """The value that was packed, with its texts; raises Garbled."""
    try:
        (length,) = _LENGTH.unpack_from(data)
        value = json.loads(data[_LENGTH.size : _LENGTH.size + length])
        value["texts"] = list(_texts_in(data, _LENGTH.size + length, value["texts"]))
    except (ValueError, RecursionError, KeyError, TypeError, struct.error):
        raise Garbled from None
    return cast("dict[str, Any]", value)


def _texts_in(data: bytes, start: int, lengths: Sequence[int]) -> Iterator[str]:
    """Texts of so many bytes, one behind the other, to the end of the data; raises ValueError."""
    if set(map(type, lengths)) - {int} or min(lengths, default=0) < 0 or start + sum(lengths) != len(data):
        raise ValueError
    for length in lengths:
        yield data[start : start + length].decode("utf-8", "surrogatepass")
        start += length


# -- decisions ----------------------------------------------------------------------------------------------------


def of_decisions(decisions: Decisions) -> dict[str, Any]:
    """Decisions as JSON has them."""
    return {name: _plain(getattr(decisions, name)) for name in Decisions.__slots__}


def to_decisions(value: Mapping[str, Any]) -> Decisions:
    """Decisions from what `of_decisions` made."""
    labels = {name: frozenset(value[name]) for name in ("not_speakers", "speakers")}
    return Decisions(**{**value, **labels})


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    return sorted(value) if isinstance(value, frozenset) else value


# -- documents ----------------------------------------------------------------------------------------------------


def packed_documents(documents: Sequence[ImportedText]) -> bytes:
    """Documents as a message, their words behind it."""
    return packed({"documents": list(map(_of_document, documents))}, [document.text for document in documents])


def _of_document(document: ImportedText) -> dict[str, Any]:
    """All of a document but its words; turns by columns, each speaker's name once."""
    names = list(document.speakers)
    numbers: dict[str | None, int] = {None: -1, **{name: number for number, name in enumerate(names)}}
    label_starts, starts, ends, speakers, times = zip(*document.turns, strict=True) if document.turns else ((),) * 5
    return {
        "encoding": document.encoding, "format": document.format, "names": names,
        "turns": [label_starts, starts, ends, [numbers[name] for name in speakers], times],
        "roles": dict(document.roles), "warnings": list(document.warnings), "label": document.label,
        "details": dict(document.details), "doubts": [asdict(doubt) for doubt in document.doubts],
        "counted": document.counted,
    }  # fmt: skip


def to_documents(message: Mapping[str, Any]) -> tuple[ImportedText, ...]:
    """The documents in an unpacked message; raises Garbled for anything that `ImportedText` does not promise."""
    try:
        return tuple(starmap(_to_document, zip(message["documents"], message["texts"], strict=True)))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        raise Garbled from None


def _to_document(value: Mapping[str, Any], text: str) -> ImportedText:
    names = [_text(name) for name in value["names"]]
    turns = tuple(_turns(value["turns"], [*names, None]))
    _require_in_order(turns, len(text))
    return ImportedText(
        text, _text(value["encoding"]), _text(value["format"]), turns, _texts(value["roles"]),
        tuple(map(_text, value["warnings"])), _text(value["label"]), _texts(value["details"]),
        tuple(Doubt(**_texts(doubt)) for doubt in value["doubts"]), _number(value["counted"]),
    )  # fmt: skip


def to_rows(values: Any) -> list[tuple[int, list[str]]]:
    """A table's numbered rows from a reading process's answer; raises Garbled for anything else."""
    if not isinstance(values, list):
        raise Garbled
    try:
        return [(_line(line), list(map(_text, cells))) for line, cells in values]
    except (TypeError, ValueError):
        raise Garbled from None


def _line(value: Any) -> int:
    if type(value) is not int:
        raise TypeError
    return value


def _turns(columns: Sequence[Sequence[Any]], names: Sequence[str | None]) -> Iterable[ImportedTurn]:
    label_starts, starts, ends, speakers, times = columns
    if len(set(map(len, columns))) > 1 or set(map(type, times)) - {float, int, type(None)}:
        raise ValueError
    if set(map(type, chain.from_iterable(columns[:4]))) - {int}:
        raise TypeError
    named = [names[number] for number in speakers]
    return map(ImportedTurn._make, zip(label_starts, starts, ends, named, times, strict=True))


def _require_in_order(turns: Sequence[ImportedTurn], length: int) -> None:
    last = 0
    for label_start, start, end, _, _ in turns:
        if not last <= label_start <= start <= end <= length:
            raise ValueError
        last = end


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: Any) -> int | None:
    if value is not None and type(value) is not int:
        raise TypeError
    return value


def _texts(value: Mapping[str, Any]) -> dict[str, str]:
    return {_text(name): _text(each) for name, each in value.items()}
