"""Compares token by token, as the default output validator of the package's format does."""

import re

FLAGS = []

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
SPACE = " \t\n\v\f\r"


def settings():
    absolute = relative = None
    words = iter(FLAGS)
    for word in words:
        if word in ("float_absolute_tolerance", "float_tolerance", "float_relative_tolerance"):
            bound = float(next(words))
            if word != "float_relative_tolerance":
                absolute = bound
            if word != "float_absolute_tolerance":
                relative = bound
    return "case_sensitive" in FLAGS, "space_change_sensitive" in FLAGS, absolute, relative


def same(wanted, given):
    case_sensitive, _, absolute, relative = settings()
    if (absolute is not None or relative is not None) and NUMBER.fullmatch(wanted):
        if not NUMBER.fullmatch(given):
            return False
        apart = abs(float(wanted) - float(given))
        near = absolute is not None and apart <= absolute
        return near or (relative is not None and apart <= relative * abs(float(wanted)))
    if case_sensitive:
        return wanted == given
    return wanted.lower() == given.lower()


def check(input, answer, output):
    _, spaces, _, _ = settings()
    if spaces and re.findall(f"[{SPACE}]+", answer) != re.findall(f"[{SPACE}]+", output):
        raise ValueError("your white space is not that of the answer")
    wanted = [token for token in re.split(f"[{SPACE}]+", answer) if token]
    given = [token for token in re.split(f"[{SPACE}]+", output) if token]
    for number, (one, other) in enumerate(zip(wanted, given), 1):
        if not same(one, other):
            raise ValueError(f"token {number}: {one[:60]!r} was expected, you printed {other[:60]!r}")
    if len(wanted) != len(given):
        raise ValueError(f"{len(wanted)} tokens were expected, you printed {len(given)}")
