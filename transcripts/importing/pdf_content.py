"""What a page of a PDF paints: pieces of text with their places, in the order in which they are painted.

The operators are those of ISO 32000-1 §9 (text), §8.4.4 (graphics state), §8.10 (forms) and §14.6 (marked content).
Places are measured from the upper left corner of the page as it is shown, in points: x to the right, y down.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, StreamObject

from transcripts.errors import ImportRefused
from transcripts.importing.pdf_fonts import Face, as_it_looks
from transcripts.importing.pdf_layers import Layers
from transcripts.importing.pdf_operands import IDENTITY, Matrix, dictionary, matrix, number, numbers, spoken, times
from transcripts.importing.pdf_pieces import GAP, Painted, Piece, ends_in_a_blank, is_mark_on

_FORMS_DEEP = 12
_FORMS = 5_000
_GLYPHS = 1_000_000
"""A dense page has 10,000."""
_INVISIBLE = (3, 7)
_CLUSTER = 4
"""Letters of a replacement that is for glyphs of one place: a letter with its vowel signs, a ligature."""
_ENDLESS = "refused: page {} paints more than any page of a transcript does; print it to a new PDF and import that"


@dataclass(slots=True)
class Known:
    """What the pages of one file share, by the object it is: fonts, and how long the instructions are that painted."""

    layers: Layers
    faces: dict[int, Face] = field(default_factory=dict)
    painted: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _State:
    """The part of the graphics state that places text."""

    ctm: Matrix = IDENTITY
    face: Face | None = None
    size: float = 0.0
    char_space: float = 0.0
    word_space: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0


@dataclass(slots=True)
class _Mark:
    """Marked content: page furniture, or words that replace the glyphs inside (`/ActualText`), or a layer."""

    furniture: bool = False
    actual: str | None = None
    used: bool = False
    hidden: bool = False


class Painter:
    """Walks the content of one page."""

    def __init__(self, painted: Painted, known: Known, pdf: Any) -> None:
        self._painted = painted
        self._known = known
        self._pdf = pdf
        self._state = _State()
        self._stack: list[_State] = []
        self._marks: list[_Mark] = []
        self._tm = self._line = IDENTITY
        self._resources = DictionaryObject()
        self._depth = self._forms = self._glyphs = 0
        self._within = False
        self._act: dict[bytes, Callable[[list[Any]], None]] = {
            b"q": self._save, b"Q": self._restore, b"cm": self._concat, b"BT": self._begin, b"Tf": self._font,
            b"Td": self._move, b"TD": self._move_leading, b"Tm": self._matrix, b"T*": self._next,
            b"Tj": self._show, b"TJ": self._show_many, b"'": self._next_show, b'"': self._spaced_show,
            b"Tc": self._char_space, b"Tw": self._word_space, b"Tz": self._scale, b"TL": self._leading,
            b"Ts": self._rise, b"Tr": self._mode, b"Do": self._object,
            b"BDC": self._marked, b"BMC": self._marked, b"EMC": self._unmarked,
        }  # fmt: skip

    def run(self, content: Any, resources: DictionaryObject, ctm: Matrix) -> None:
        """Paint a page's or a form's content. Raises what pypdf raises, and ImportRefused where there is no end."""
        outer = self._resources, self._state, self._stack, self._marks, self._tm, self._line
        self._resources, self._stack, self._marks = resources, [], list(self._marks)
        self._state = copy(self._state)
        self._state.ctm = ctm
        for part in content if isinstance(content, ArrayObject) else [content]:
            stream = part.get_object()
            self._known.painted[id(stream)] = len(getattr(stream, "_data", b""))
        for operands, operator in ContentStream(content, self._pdf, "bytes").operations:
            action = self._act.get(operator)
            if action is not None:
                action(operands)
        self._resources, self._state, self._stack, self._marks, self._tm, self._line = outer

    def _save(self, _operands: list[Any]) -> None:
        if len(self._stack) < 10_000:
            self._stack.append(copy(self._state))

    def _restore(self, _operands: list[Any]) -> None:
        if self._stack:
            self._state = self._stack.pop()

    def _concat(self, operands: list[Any]) -> None:
        self._state.ctm = times(matrix(operands), self._state.ctm)

    def _begin(self, _operands: list[Any]) -> None:
        self._tm = self._line = IDENTITY

    def _font(self, operands: list[Any]) -> None:
        if len(operands) >= 2:
            self._state.face = self._face(operands[0])
            self._state.size = number(operands[1])

    def _face(self, name: Any) -> Face | None:
        fonts = dictionary(self._resources.get("/Font"))
        resource = dictionary(fonts.get(name))
        if not resource:
            return None
        if id(resource) not in self._known.faces:
            self._known.faces[id(resource)] = Face(resource)
        return self._known.faces[id(resource)]

    def _move(self, operands: list[Any]) -> None:
        x, y = numbers(operands, 2)
        self._tm = self._line = times((1, 0, 0, 1, x, y), self._line)

    def _move_leading(self, operands: list[Any]) -> None:
        self._state.leading = -numbers(operands, 2)[1]
        self._move(operands)

    def _matrix(self, operands: list[Any]) -> None:
        self._tm = self._line = matrix(operands)

    def _next(self, _operands: list[Any]) -> None:
        self._tm = self._line = times((1, 0, 0, 1, 0, -self._state.leading), self._line)

    def _char_space(self, operands: list[Any]) -> None:
        self._state.char_space = numbers(operands, 1)[0]

    def _word_space(self, operands: list[Any]) -> None:
        self._state.word_space = numbers(operands, 1)[0]

    def _scale(self, operands: list[Any]) -> None:
        self._state.scale = (numbers(operands, 1)[0] or 100.0) / 100

    def _leading(self, operands: list[Any]) -> None:
        self._state.leading = numbers(operands, 1)[0]

    def _rise(self, operands: list[Any]) -> None:
        self._state.rise = numbers(operands, 1)[0]

    def _mode(self, operands: list[Any]) -> None:
        self._state.mode = int(numbers(operands, 1)[0])

    def _next_show(self, operands: list[Any]) -> None:
        self._next(operands)
        self._show(operands)

    def _spaced_show(self, operands: list[Any]) -> None:
        if len(operands) >= 3:
            self._state.word_space, self._state.char_space = numbers(operands, 2)
            self._next_show(operands[2:])

    def _show_many(self, operands: list[Any]) -> None:
        self._within = False
        for element in operands[0] if operands and isinstance(operands[0], list) else ():
            if isinstance(element, int | float):
                back = float(element) / 1000 * self._state.size * self._state.scale
                self._tm = times((1, 0, 0, 1, -back, 0), self._tm)
            else:
                self._show([element])
                self._within = True
        self._within = False

    def _show(self, operands: list[Any]) -> None:
        state = self._state
        data = operands[0] if operands else None
        if isinstance(data, str):
            data = data.encode("latin-1", "replace")
        if not isinstance(data, bytes) or state.face is None:
            return
        self._glyphs += len(data)
        if self._glyphs > _GLYPHS:
            raise ImportRefused(_ENDLESS.format(self._painted.number))
        pieces, total, visible_end, first_end, begun = [], 0.0, 0.0, None, False
        for text, advance, spaced in state.face.glyphs(data):
            if text.isspace():
                first_end = total if begun and first_end is None else first_end
            else:
                begun = begun or bool(text)
            pieces.append(text)
            step = (advance * state.size + state.char_space + (state.word_space if spaced else 0.0)) * state.scale
            visible_end = total + step - state.char_space * state.scale
            total += step
        self._place("".join(pieces), visible_end, first_end)
        self._tm = times((1, 0, 0, 1, total, 0), self._tm)

    def _place(self, text: str, width: float, first_end: float | None) -> None:
        """Put a shown string on the page."""
        text = self._as_marked(text)
        state = self._state
        if any(mark.hidden for mark in self._marks):
            self._painted.unshown += len("".join(text.split()))
            return
        a, b, c, d, x, y = times((1, 0, 0, 1, 0, state.rise), times(self._tm, state.ctm))
        along = math.hypot(a, b)
        if a <= 0 or abs(b) > 0.1 * along:
            self._painted.turned.append(text)
            return
        size = abs(state.size) * math.hypot(c, d)
        if state.mode in _INVISIBLE:
            self._painted.invisible += len(text)
        else:
            self._painted.visible += len(text)
        bold = (state.face is not None and state.face.bold) or state.mode == 2
        furniture = any(mark.furniture for mark in self._marks)
        x1 = x + width * along
        end = None if first_end is None else x + first_end * along
        y = self._painted.height - y
        if min(x, x1) < -1e5 or max(x, x1, abs(y)) > 1e5 or not math.isfinite(x + x1 + y + size):
            self._painted.beyond += len("".join(text.split()))
            return
        self._append(Piece(min(x, x1), max(x, x1), y, size, [text], bold, furniture, end))

    def _append(self, piece: Piece) -> None:
        """As part of the piece before it where the pen only went on."""
        pieces = self._painted.pieces
        last = pieces[-1] if pieces else None
        near = GAP * piece.size
        if last is not None and is_mark_on(last, piece):
            last.parts += piece.parts
            return
        if (
            last is None
            or abs(last.y - piece.y) > 0.01
            or abs(piece.x0 - last.x1) > near
            or (last.bold, last.furniture) != (piece.bold, piece.furniture)
            or abs(last.size - piece.size) > 0.1
        ):
            piece.spaced = self._within and last is not None and ends_in_a_blank(last)
            pieces.append(piece)
            return
        if last.first_end is None:
            ended = piece.parts[0][:1].isspace() and not last.parts[-1].isspace()
            last.first_end = piece.x0 if ended else piece.first_end
        last.parts += piece.parts
        last.x1 = max(last.x1, piece.x1)

    def _as_marked(self, text: str) -> str:
        for mark in self._marks:
            if mark.actual is not None:
                if mark.used:
                    return ""
                mark.used = True
                return as_it_looks(mark.actual) if len(mark.actual) <= _CLUSTER else mark.actual
        return text

    def _marked(self, operands: list[Any]) -> None:
        tag = operands[0] if operands else ""
        properties = operands[1] if len(operands) > 1 else None
        if isinstance(properties, str):
            properties = dictionary(self._resources.get("/Properties")).get(properties)
        properties = dictionary(properties)
        actual = spoken(properties.get("/ActualText"))
        kinds = (properties.get("/Type"), properties.get("/Subtype"))
        furniture = tag == "/Artifact" and ("/Pagination" in kinds or "/Header" in kinds or "/Footer" in kinds)
        if len(self._marks) < 1000:
            hidden = tag == "/OC" and self._known.layers.hides(properties)
            self._marks.append(_Mark(furniture, actual, hidden=hidden))

    def _unmarked(self, _operands: list[Any]) -> None:
        if self._marks:
            self._marks.pop()

    def _object(self, operands: list[Any]) -> None:
        objects = dictionary(self._resources.get("/XObject"))
        form = objects.get(operands[0]) if operands else None
        form = form.get_object() if form is not None else None
        if not isinstance(form, StreamObject) or form.get("/Subtype") != "/Form":
            return
        self._forms += 1
        if self._depth >= _FORMS_DEEP or self._forms > _FORMS:
            raise ImportRefused(_ENDLESS.format(self._painted.number))
        self._depth += 1
        ctm = self._state.ctm
        if "/Matrix" in form:
            ctm = times(matrix(list(form["/Matrix"].get_object())), ctm)  # type: ignore[call-overload]
        resources = dictionary(form.get("/Resources")) or self._resources
        if self._known.layers.hides(form.get("/OC")):
            self._marks.append(_Mark(hidden=True))
            self.run(form, resources, ctm)
            self._marks.pop()
        else:
            self.run(form, resources, ctm)
        self._depth -= 1
