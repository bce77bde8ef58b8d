"""Sorting and searching of the compiled geometry: orders of glyphs by a key that an array has of each."""

from __future__ import annotations

from typing import Final

from warraq.compiled import lean_njit

#: So many are sorted one by one before they are merged.
_RUN: Final = 12


@lean_njit(error_model="numpy")
def sort(order, spare, first, last, keys):  # type: ignore[no-untyped-def]
    """Sort ``order[first:last]`` by the ``keys`` of what is in it; those of the same key stay as they are."""
    # What falls, as the stream of Arabic does from left to right, is turned; most often all is in order then.
    begin, rises = first, True
    while begin < last:
        end = begin + 1
        while end < last and keys[order[end]] < keys[order[end - 1]]:
            end += 1
        for step in range((end - begin) >> 1):
            low, high = begin + step, end - 1 - step
            order[low], order[high] = order[high], order[low]
        rises &= begin == first or keys[order[begin - 1]] <= keys[order[begin]]
        begin = end
    if rises:
        return
    for start in range(first, last, _RUN):
        for at in range(start + 1, min(start + _RUN, last)):
            item, to = order[at], at
            while to > start and keys[order[to - 1]] > keys[item]:
                order[to] = order[to - 1]
                to -= 1
            order[to] = item
    width = _RUN
    while width < last - first:
        for start in range(first, last - width, 2 * width):
            middle = start + width
            end = min(middle + width, last)
            if keys[order[middle - 1]] <= keys[order[middle]]:
                continue
            for at in range(start, middle):
                spare[at] = order[at]
            left, right, to = start, middle, start
            while left < middle:
                if right < end and keys[order[right]] < keys[spare[left]]:
                    order[to] = order[right]
                    right += 1
                else:
                    order[to] = spare[left]
                    left += 1
                to += 1
        width *= 2


@lean_njit(error_model="numpy")
def first_from(order, first, last, keys, least):  # type: ignore[no-untyped-def]
    """Place of the first of a sorted ``order[first:last]`` whose key is at least ``least``."""
    low, high = first, last
    while low < high:
        middle = (low + high) >> 1
        if keys[order[middle]] < least:
            low = middle + 1
        else:
            high = middle
    return low


@lean_njit(error_model="numpy")
def median(values, count, order, spare):  # type: ignore[no-untyped-def]
    """``arrays.median`` of the first ``count`` values."""
    for at in range(count):
        order[at] = at
    sort(order, spare, 0, count, values)
    return (values[order[(count - 1) // 2]] + values[order[count // 2]]) / 2
