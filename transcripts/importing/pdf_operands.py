"""What stands before an operator of a PDF, as the type it should be of, whatever a file puts there; and matrices."""

from __future__ import annotations

from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject, TextStringObject

Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_SHORT_ACTUAL = 40


def times(m: Matrix, n: Matrix) -> Matrix:
    """m followed by n."""
    a, b, c, d, e, f = m
    return (
        a * n[0] + b * n[2], a * n[1] + b * n[3], c * n[0] + d * n[2], c * n[1] + d * n[3],
        e * n[0] + f * n[2] + n[4], e * n[1] + f * n[3] + n[5],
    )  # fmt: skip


def spoken(value: Any) -> str | None:
    """A short replacement (a ligature, a hyphen that was put in); long ones would lose their places."""
    value = value.get_object() if value is not None else None
    if isinstance(value, bytes):
        value = TextStringObject(
            value.decode("utf-16", "replace") if value[:2] == b"\xfe\xff" else value.decode("latin-1")
        )
    return str(value) if isinstance(value, str) and len(value) <= _SHORT_ACTUAL else None


def dictionary(value: Any) -> DictionaryObject:
    """A dictionary, an empty one where there is none."""
    value = value.get_object() if value is not None else None
    return value if isinstance(value, DictionaryObject) else DictionaryObject()


def number(value: Any) -> float:
    """A number, 0 where there is none."""
    return float(value) if isinstance(value, int | float) else 0.0


def numbers(operands: list[Any] | ArrayObject, count: int) -> list[float]:
    """So many numbers, 0 for those that are missing."""
    return [number(value) for value in operands[:count]] + [0.0] * (count - len(operands))


def matrix(operands: list[Any] | ArrayObject) -> Matrix:
    """Six numbers, or what changes nothing."""
    a, b, c, d, e, f = numbers(operands, 6)
    return (a, b, c, d, e, f) if len(operands) >= 6 else IDENTITY
