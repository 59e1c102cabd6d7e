"""Runs a program of a question package: generator, validator, checker, formula or simulation.

Arguments: what to do and the program's name. Standard input holds a JSON list with the arguments
of each call; the replies go to file descriptor 3 as a JSON list of ["value", …] or, where the
program refused with a ValueError, ["refused", "why"].
"""

import json
import math
import os
import sys

# The folder of this file is not where modules come from.
del sys.path[0]
SITE = "/runtime/site"
if os.path.isdir(SITE):
    sys.path.append(SITE)


def plain(value):
    """Writes not-a-number and the infinities as strings, tuples as lists, numpy as numbers."""
    if type(value).__module__ == "numpy" and hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, float) and not math.isfinite(value):
        return "nan" if value != value else "inf" if value > 0 else "-inf"
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value


def formula(program, parameters):
    """The right answer and what each wrong turn gives."""
    return {
        "answer": float(program["answer"](dict(parameters))),
        "wrong_turns": {
            key: float(value) for key, value in program["wrong_turns"](dict(parameters)).items()
        },
    }


ACTIONS = {
    "generate": lambda program, arguments: program["generate"](arguments),
    "validate": lambda program, given: program["validate"](given),
    "check": lambda program, given, answer, output: program["check"](given, answer, output),
    "formula": formula,
    "simulate": lambda program, p, answer, seed: [
        float(number) for number in program["simulate"](dict(p), answer, seed)
    ],
}
# In these a ValueError is an answer, in the others a fault.
REFUSES = ("validate", "check")


def main():
    action, name = sys.argv[1], sys.argv[2]
    sys.setrecursionlimit(20_000)
    requests = json.load(sys.stdin)
    with open("/scratch/program.py", "rb") as file:
        code = compile(file.read(), name, "exec", dont_inherit=True)
    module = type(sys)("program")
    sys.modules["program"] = module
    exec(code, module.__dict__)
    replies = []
    for arguments in requests:
        try:
            value = ACTIONS[action](module.__dict__, *arguments)
        except ValueError as error:
            if action not in REFUSES:
                raise
            replies.append(["refused", str(error)])
        else:
            # What a validator or checker returns means nothing.
            replies.append(["value", None if action in REFUSES else value])
    try:
        text = json.dumps(replies, allow_nan=False)
    except (TypeError, ValueError):
        text = json.dumps(plain(replies), allow_nan=False)
    data = text.encode("ascii")
    while data:
        data = data[os.write(3, data) :]


if __name__ == "__main__":
    main()
