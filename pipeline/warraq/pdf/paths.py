"""Matrices and boxes of content streams."""

from __future__ import annotations

from typing import Final

Matrix = tuple[float, float, float, float, float, float]
#: left, bottom, right, top
Box = tuple[float, float, float, float]

IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def multiply(m: Matrix, n: Matrix) -> Matrix:
    """First ``m``, then ``n``."""
    a, b, c, d, e, f = m
    p, q, r, s, t, u = n
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def transformed_box(box: Box, matrix: Matrix) -> Box:
    """The box of a box after the matrix."""
    left, bottom, right, top = box
    a, b, c, d, e, f = matrix
    across = [a * x + c * y + e for x, y in ((left, bottom), (right, bottom), (right, top), (left, top))]
    up = [b * x + d * y + f for x, y in ((left, bottom), (right, bottom), (right, top), (left, top))]
    return min(across), min(up), max(across), max(up)
