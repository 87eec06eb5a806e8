"""鸥类300，其中红嘴鸥约200: what is left of a flock when some of its birds are named."""

from __future__ import annotations

from collections.abc import Sequence

from birdlog.draft.count import Count, Kind

__all__ = ["MORE", "UNCLEAR", "rest"]

#: The birds named are more than the whole.
MORE = "among-more"
#: What is left cannot be said in numbers.
UNCLEAR = "rest-unclear"


def rest(whole: Count, named: Sequence[Count], text: str) -> Count | str | None:
    """Return the count of the birds not named, None if all are, or MORE or UNCLEAR.

    What is left keeps the kind of the whole: of 300 with about 200 named 100 are left, of about 300 about 100. A range
    on either side leaves a range. "At least" among the named, or "present" on either side, leaves nothing that could
    be said; at least 300 with 200 named leaves at least 100.
    """
    if any(count.kind in (Kind.PRESENT, Kind.CLASS, Kind.AT_LEAST) for count in named) or whole.low is None:
        return UNCLEAR
    low = sum(count.low or 0 for count in named)
    high = sum(count.high or 0 for count in named)
    if whole.kind is Kind.AT_LEAST:
        if low != high or low == whole.low:
            return UNCLEAR
        return Count.at_least(whole.low - low, text) if low < whole.low else MORE
    if whole.kind is Kind.RANGE:
        if low != high:
            return UNCLEAR
        assert whole.high is not None
        if low > whole.low:
            return MORE if low > whole.high else UNCLEAR
        return Count.between(whole.low - low, whole.high - low, text)
    if high > whole.low:
        return MORE
    if low != high:
        return Count.between(whole.low - high, whole.low - low, text)
    if whole.low == low:
        return None
    left = whole.low - low
    return Count.about(left, text) if whole.kind is Kind.ABOUT else Count.exact(left, text)
