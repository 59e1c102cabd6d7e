"""Runs one answer on one test case.

Arguments: what to do (function, class, encode, decode, program) and the signature as JSON. The
case comes on standard input; the outcome goes to file descriptor 3 as one JSON value, so that
what the answer prints stays apart from what it returns. Nothing here knows what is expected.
"""

from __future__ import annotations

import builtins
import os
import sys

# What the site module would add, which is left out because it costs time at every start.
builtins.exit = builtins.quit = sys.exit

# The folder of this file, which is the answer's to write to, is not where modules come from.
del sys.path[0]
SITE = "/runtime/site"
if os.path.isdir(SITE):
    sys.path.append(SITE)

try:
    # The C half of the json module, whose Python half costs as much to import as the rest
    # of the start.
    from _json import encode_basestring_ascii as quote, make_scanner

    class _Context:
        strict = True
        object_hook = object_pairs_hook = None
        parse_float = float
        parse_int = int
        parse_constant = float
        memo = {}

    _scan = make_scanner(_Context())

    def loads(text):
        return _scan(text.strip(" \t\r\n"), 0)[0]

except ImportError:
    from json import dumps as quote, loads

SOURCE = "answer.py"
LOW, HIGH = -(2**63), 2**63 - 1
# More than any result within the output limit can hold.
MOST_NODES = 5_000_000
SCALARS = ("int", "float", "bool", "string")


class TreeNode:
    """A node of a binary tree."""

    def __init__(self, val=0, left=None, right=None):
        self.val = val
        self.left = left
        self.right = right


class ListNode:
    """A node of a singly linked list."""

    def __init__(self, val=0, next=None):
        self.val = val
        self.next = next


class Mismatch(Exception):
    """A result that is not of its type: where, what should stand there, what stands there."""


# From JSON to what the answer takes.


def decode(ty, value):
    """Makes the argument of a type."""
    if ty == "float":
        return float(value)
    if ty in SCALARS:
        return value
    if ty == "graph":
        return value
    kind, inner = ty
    if kind == "list":
        return value if inner in ("int", "bool", "string") else [decode(inner, v) for v in value]
    if kind == "matrix":
        return [decode(["list", inner], row) for row in value]
    if kind == "optional":
        return None if value is None else decode(inner, value)
    if kind == "tree":
        return decode_tree(inner, value)
    head = None
    for item in reversed(value):
        head = ListNode(decode(inner, item), head)
    return head


def decode_tree(inner, entries):
    """Builds a tree from its entries level by level."""
    if not entries or entries[0] is None:
        return None
    root = TreeNode(decode(inner, entries[0]))
    level, place, count = [root], 1, len(entries)
    for node in level:
        for side in ("left", "right"):
            if place < count:
                if entries[place] is not None:
                    child = TreeNode(decode(inner, entries[place]))
                    setattr(node, side, child)
                    level.append(child)
                place += 1
        if place >= count:
            break
    return root


def copied(value):
    """Copies lists at every depth, so that a call cannot change the next one's arguments."""
    return [copied(item) for item in value] if type(value) is list else value


# From what the answer gives to JSON.


def describe(value):
    """Says what a value is, in a few words."""
    if value is None:
        return "nothing (None)"
    name = type(value).__name__
    if isinstance(value, (bool, int, float)):
        try:
            return "%s %s" % (name, repr(value)[:60])
        except ValueError:
            return "an integer of thousands of digits"
    if isinstance(value, str):
        return "the string %s" % short(value)
    return "a value of type %s" % name


def short(value):
    text = repr(value[:50])
    return text if len(value) <= 50 else text + "…"


def encode_int(value, place):
    if isinstance(value, bool) or not isinstance(value, int):
        raise Mismatch(place, "int", describe(value))
    if not LOW <= value <= HIGH:
        raise Mismatch(place, "int", "an integer beyond 64 bits")
    return int.__repr__(value)


def encode_float(value, place):
    if isinstance(value, (bool, str, complex)) or not hasattr(value, "__float__"):
        raise Mismatch(place, "float", describe(value))
    try:
        value = float(value)
    except OverflowError:
        raise Mismatch(place, "float", "an integer beyond the range of floats") from None
    if value != value:
        return '"nan"'
    if value in (float("inf"), float("-inf")):
        return '"inf"' if value > 0 else '"-inf"'
    return float.__repr__(value)


def encode_bool(value, place):
    if not isinstance(value, bool):
        raise Mismatch(place, "bool", describe(value))
    return "true" if value else "false"


def encode_string(value, place):
    if not isinstance(value, str):
        raise Mismatch(place, "string", describe(value))
    try:
        str.encode(value, "utf-8")
    except UnicodeEncodeError:
        raise Mismatch(place, "string", "a string with half a surrogate pair") from None
    return quote(str(value))


def encode_list(inner, value, place, name="list"):
    if not isinstance(value, (list, tuple)):
        raise Mismatch(place, "%s<%s>" % (name, type_name(inner)), describe(value))
    if inner == "int" and all(type(item) is int for item in value):
        if not value or (min(value) >= LOW and max(value) <= HIGH):
            return list.__repr__(list(value))
    return "[%s]" % ",".join(
        [encode(inner, item, "%s [%d]" % (place, i)) for i, item in enumerate(value)]
    )


def encode_linked_list(inner, node, place):
    parts, seen = [], set()
    while node is not None:
        if not hasattr(node, "val") or not hasattr(node, "next"):
            raise Mismatch(place, "linked_list<%s>" % type_name(inner), describe(node))
        if id(node) in seen or len(parts) > MOST_NODES:
            raise Mismatch(place, "a linked list that ends", "one that runs in a circle")
        seen.add(id(node))
        parts.append(encode(inner, node.val, "%s [%d]" % (place, len(parts))))
        node = node.next
    return "[%s]" % ",".join(parts)


def encode_tree(inner, root, place):
    parts, seen, level = [], set(), [root]
    for node in level:
        if node is None:
            parts.append("null")
            continue
        if not (hasattr(node, "val") and hasattr(node, "left") and hasattr(node, "right")):
            raise Mismatch(place, "tree<%s>" % type_name(inner), describe(node))
        if id(node) in seen or len(parts) > MOST_NODES:
            raise Mismatch(place, "a tree", "nodes of which one hangs in two places")
        seen.add(id(node))
        parts.append(encode(inner, node.val, "%s [%d]" % (place, len(parts))))
        level += (node.left, node.right)
    while parts and parts[-1] == "null":
        parts.pop()
    return "[%s]" % ",".join(parts)


def type_name(ty):
    return ty if isinstance(ty, str) else "%s<%s>" % (ty[0], type_name(ty[1]))


def encode(ty, value, place):
    """Writes a result of a type as JSON text."""
    # Arrays and numbers of numpy stand for the lists and numbers they hold.
    if type(value).__module__ == "numpy" and hasattr(value, "tolist"):
        value = value.tolist()
    if ty == "int":
        return encode_int(value, place)
    if ty == "float":
        return encode_float(value, place)
    if ty == "bool":
        return encode_bool(value, place)
    if ty == "string":
        return encode_string(value, place)
    if ty == "void":
        return "null"
    if ty == "graph":
        return encode_list(["list", "int"], value, place)
    kind, inner = ty
    if kind == "list":
        return encode_list(inner, value, place)
    if kind == "matrix":
        return encode_list(["list", inner], value, place)
    if kind == "optional":
        return "null" if value is None else encode(inner, value, place)
    if kind == "tree":
        return encode_tree(inner, value, place)
    return encode_linked_list(inner, value, place)


# What is run.


def function(found, spec, case):
    """Calls the function once."""
    result = found(*[decode(ty, value) for ty, value in zip(spec["parameters"], case)])
    return lambda: encode(spec["returns"], result, "the result"), result


def calls(found, spec, case):
    """Constructs the class and makes the calls in order."""
    made, results, types = None, [], []
    for index, call in enumerate(case):
        name, values = call[0], call[1]
        parameters, returns = spec["methods"][name] if index else (spec["constructor"], "void")
        arguments = [decode(ty, value) for ty, value in zip(parameters, values)]
        if index == 0:
            made = found(*arguments)
            results.append(None)
        elif len(call) == 3:
            method = getattr(made, name)
            if all(ty in SCALARS for ty in parameters):
                results.append([method(*arguments) for _ in range(call[2])])
            else:
                results.append([
                    method(*[decode(t, copied(v)) for t, v in zip(parameters, values)])
                    for _ in range(call[2])
                ])
            returns = ["list", returns]
        else:
            results.append(getattr(made, name)(*arguments))
        types.append((name, returns))

    def encoded():
        places = ["call %d, %s" % (i + 1, name) for i, (name, _) in enumerate(types)]
        parts = [encode(ty, r, p) for (_, ty), r, p in zip(types, results, places)]
        return "[%s]" % ",".join(parts)

    return encoded, results


def round_trip_encode(found, spec, case):
    """Turns the value into text."""
    result = getattr(found(), spec["encode"])(decode(spec["value"], case))
    return lambda: encode("string", result, "what %s returned" % spec["encode"]), result


def round_trip_decode(found, spec, case):
    """Turns the text back into a value."""
    result = getattr(found(), spec["decode"])(case)
    return lambda: encode(spec["value"], result, "what %s returned" % spec["decode"]), result


MODES = {
    "function": function,
    "class": calls,
    "encode": round_trip_encode,
    "decode": round_trip_decode,
}


def tell(*outcome):
    """Writes the outcome, each part of it JSON text."""
    data = ("[%s]" % ",".join(outcome)).encode("ascii")
    while data:
        data = data[os.write(3, data) :]


def leave(code):
    """Ends at once: what the answer left behind (threads, exit handlers) is not waited for."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BaseException:
            pass
    os._exit(code)


def complain(error, trace, tag):
    """Prints the traceback from the answer's own first line on, and tells what was raised."""
    import linecache
    import traceback

    try:
        with open("/scratch/" + SOURCE, encoding="utf-8", newline=None) as file:
            lines = file.read().splitlines(True)
        linecache.cache[SOURCE] = (len(lines), None, lines, SOURCE)
    except (OSError, ValueError):
        pass
    while trace is not None and trace.tb_frame.f_code.co_filename != SOURCE:
        trace = trace.tb_next
    # Of a deep recursion only the end is printed; going through all of it again would take seconds.
    line = count = 0
    walk = end = trace
    while walk is not None:
        if walk.tb_frame.f_code.co_filename == SOURCE:
            line = walk.tb_lineno
        walk = walk.tb_next
        count += 1
        if count > 20:
            end = end.tb_next
    if isinstance(error, SyntaxError) and tag == "syntax":
        line = error.lineno or 0
    try:
        sys.stdout.flush()
        traceback.print_exception(type(error), error, end)
        words = "".join(traceback.format_exception_only(type(error), error)[-1:]).strip()
    except BaseException:
        words = type(error).__name__
    tell('"%s"' % tag, quote(words[:2000]), str(line))
    leave(1)


def main():
    mode, spec = sys.argv[1], loads(sys.argv[2])
    sys.argv[:] = [SOURCE]
    # Deep recursion is right for deep trees; the memory limit ends what is endless.
    sys.setrecursionlimit(200_000)
    with open("/scratch/" + SOURCE, "rb") as file:
        source = file.read()
    case = None if mode == "program" else loads(sys.stdin.buffer.read().decode("utf-8"))
    module = type(sys)("__main__" if mode == "program" else "answer")
    module.__file__ = SOURCE
    module.TreeNode, module.ListNode = TreeNode, ListNode
    sys.modules[module.__name__] = module
    try:
        # Annotations stay text, so that a type that was not imported is no error.
        code = compile(source, SOURCE, "exec", annotations.compiler_flag, dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        complain(error, None, "syntax")
    except (MemoryError, RecursionError) as error:
        complain(SyntaxError("%s while compiling" % type(error).__name__), None, "syntax")
    try:
        exec(code, module.__dict__)
        if mode == "program":
            leave(0)
        found = getattr(module, spec["entry"], None)
        if not callable(found):
            tell('"missing"', quote(spec["entry"]))
            leave(1)
        encoded, result = MODES[mode](found, spec, case)
    except MemoryError as error:
        case = module = None
        tell('"memory"')
        leave(1)
    except SystemExit as error:
        if mode == "program":
            code = error.code
            if code is not None and not isinstance(code, int):
                print(code, file=sys.stderr)
            leave(0 if code is None else code & 255 if isinstance(code, int) else 1)
        tell('"exited"')
        leave(1)
    except BaseException as error:
        complain(error, error.__traceback__, "raised")
    try:
        text = encoded()
    except Mismatch as mismatch:
        try:
            shown = repr(result)[:4200]
        except BaseException:
            shown = "a value that cannot be printed"
        shown = shown.encode("utf-8", "replace").decode("utf-8")
        tell('"mismatch"', *[quote(part) for part in (*mismatch.args, shown)])
        leave(0)
    except MemoryError:
        tell('"memory"')
        leave(1)
    except BaseException as error:
        complain(error, error.__traceback__, "raised")
    tell('"value"', text)
    leave(0)


if __name__ == "__main__":
    main()
