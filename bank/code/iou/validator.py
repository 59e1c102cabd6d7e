"""Refuses boxes outside the statement's bounds."""

import math


def validate(arguments):
    """Takes two boxes."""
    if len(arguments) != 2:
        raise ValueError(f"there must be two boxes, not {len(arguments)}")
    for name, box in zip("ab", arguments):
        if len(box) not in (0, 4):
            raise ValueError(f"box {name} must hold no numbers or four, not {len(box)}")
        for number in box:
            if isinstance(number, str) or not math.isfinite(number):
                raise ValueError(f"box {name} holds {number}, which is not finite")
            if abs(number) > 1e100:
                raise ValueError(f"box {name} holds {number}, which is beyond 1e100")
        if box:
            for side in (box[2] - box[0], box[3] - box[1]):
                if 0 < abs(side) < 1e-100:
                    raise ValueError(f"box {name} has a side of {side}, below 1e-100")
