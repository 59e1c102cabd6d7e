"""Asks the output validator that came with the package."""

import io
import os
import sys
import tempfile

FLAGS = []
SOURCE = ""

ACCEPTED, REJECTED = 42, 43


def check(input, answer, output):
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, name) for name in ("case.in", "case.ans")]
        for path, text in zip(paths, (input, answer)):
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        feedback = os.path.join(folder, "feedback", "")
        os.mkdir(feedback)
        code = ask([*paths, feedback, *FLAGS], output)
        message = os.path.join(feedback, "judgemessage.txt")
        if code == REJECTED:
            words = ""
            if os.path.exists(message):
                with open(message, encoding="utf-8", errors="replace") as file:
                    words = file.read(600).strip()
            raise ValueError(words or "the output validator rejects your output")
        if code != ACCEPTED:
            raise RuntimeError(f"the output validator exited with code {code}")


def ask(arguments, output):
    kept = sys.argv, sys.stdin
    sys.argv = ["validator.py", *arguments]
    sys.stdin = io.TextIOWrapper(io.BytesIO(output.encode("utf-8")), encoding="utf-8")
    try:
        exec(compile(SOURCE, "validator.py", "exec"), {"__name__": "__main__"})
    except SystemExit as ended:
        return 0 if ended.code is None else ended.code
    finally:
        sys.argv, sys.stdin = kept
    return 0
