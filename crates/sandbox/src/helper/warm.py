"""A Python that stands ready: it reads its script once and is copied for every execution.

Descriptor 4 is a socket to the supervisor, which alone speaks to this process. Nothing of a
candidate is ever run here, only in copies, and a copy runs nothing before it stands in the
namespaces of its execution, under its limits and filters, without capabilities.

Every page that a copy writes to has to be copied, and Python writes to whatever it looks at: what
can be made once, and kept, is made here.
"""

import _socket
import ctypes
import gc
import linecache
import os
import sys
import traceback

CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWCGROUP = 0x00020000, 0x20000000, 0x02000000
PR_CAPBSET_DROP, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT = 24, 22, 38, 47
SECCOMP_MODE_FILTER, PR_CAP_AMBIENT_CLEAR_ALL = 2, 4
LANDLOCK_RESTRICT_SELF = 446
CAPABILITIES_VERSION_3 = 0x20080522
# Longest message, at the start and for a copy; a longer one ends this process.
MOST, MOST_OF_COPY = 1 << 20, 1 << 16

libc = ctypes.CDLL(None, use_errno=True)
socket = _socket.socket(_socket.AF_UNIX, _socket.SOCK_SEQPACKET, 0, 4)
capabilities_header = (ctypes.c_uint32 * 2)(CAPABILITIES_VERSION_3, 0)
no_capabilities = (ctypes.c_uint32 * 6)()


class Filter(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("program", ctypes.c_void_p)]


def fields(data):
    """Takes the fields off a message, in the helper's own encoding."""
    at = 0

    def number():
        nonlocal at
        at += 8
        return int.from_bytes(data[at - 8 : at], "little")

    def text():
        nonlocal at
        size = number()
        at += size
        return data[at - size : at]

    return number, text, lambda: [text() for _ in range(number())]


def call(name, *arguments):
    """Calls a function of the C library and raises what went wrong."""
    result = getattr(libc, name)(*arguments)
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, "%s: %s" % (name, os.strerror(error)))
    return result


def prctl(option, first=0, second=0):
    call("prctl", option, first, second, 0, 0)


def narrow_capabilities():
    """Sees to it that no copy can gain a capability that it gave up; what this process has, it keeps."""
    for capability in range(64):
        try:
            prctl(PR_CAPBSET_DROP, capability)
        except OSError:
            break
    else:
        raise OSError("there are more capabilities than known")
    if capability == 0:
        raise OSError("the bounding set cannot be dropped")
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    prctl(PR_SET_NO_NEW_PRIVS, 1)


def close_from(first):
    try:
        call("close_range", first, 0xFFFFFFFF, 0)
    except AttributeError:
        os.closerange(first, os.sysconf("SC_OPEN_MAX"))


def confine(fds, filter):
    """Enters the execution, and gives up for good whatever could lead out of it.

    The supervisor sets the limits of resources before it says that the copy may go on.
    """
    stdin, stdout, stderr, result, _, mounts, cgroup, *landlock = fds
    call("setns", cgroup, CLONE_NEWCGROUP)
    call("setns", mounts, CLONE_NEWNS)
    os.chdir("/scratch")
    os.setsid()
    # None of them lies in the way of another: all numbers up to the socket's were taken before.
    os.dup2(stdin, 0)
    os.dup2(stdout, 1)
    os.dup2(stderr, 2)
    os.dup2(result, 3)
    call("capset", capabilities_header, no_capabilities)
    if landlock:
        call("syscall", LANDLOCK_RESTRICT_SELF, landlock[0], 0)
    close_from(5)
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, filter)


def become(module, filter, fds, arguments):
    """The life of a copy."""
    code = 127
    try:
        try:
            confine(fds, filter)
        except BaseException as error:
            socket.send(("F" + str(error))[:200].encode("utf-8", "replace"))
            return
        socket.send(b"S")
        # The supervisor has put this process under its limits when it says so.
        if socket.recv(16) != b"go":
            return
        socket.close()
        sys.argv[:] = ["harness.py", *arguments]
        random = sys.modules.get("numpy.random")
        if random is not None:
            # Its own state would be the same in every copy.
            random.seed()
        module.__name__ = "__main__"
        module.main()
        code = 0
    except BaseException:
        traceback.print_exc()
        code = 1
    finally:
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except BaseException:
                code = code or 120
        os._exit(code)


def stand_ready():
    narrow_capabilities()
    socket.send(b"B")
    data, _, _, _ = socket.recvmsg(MOST)
    number, text, texts = fields(data)
    script, modules, program = text(), texts(), text()
    module = type(sys)("__main__")
    module.__name__ = "__warm__"
    module.__file__ = "harness.py"
    sys.modules["__main__"] = module
    exec(compile(script, "harness.py", "exec"), module.__dict__)
    for name in modules:
        __import__(name.decode())
    program = ctypes.create_string_buffer(program, len(program))
    filter = ctypes.byref(Filter(len(program) // 8, ctypes.cast(program, ctypes.c_void_p)))
    # They are found when they are first asked for.
    for name in ("capset", "close_range", "syscall"):
        getattr(libc, name, None)
    # Pages that the collector would write to are pages that every copy would have to copy.
    gc.collect()
    gc.freeze()
    socket.send(b"R")
    while True:
        data, sent, flags, _ = socket.recvmsg(MOST_OF_COPY, 256)
        if not data or flags & _socket.MSG_TRUNC:
            os._exit(0)
        numbers = b"".join(item for _, _, item in sent)
        fds = [int.from_bytes(numbers[i : i + 4], sys.byteorder) for i in range(0, len(numbers), 4)]
        number, text, texts = fields(data)
        arguments = [argument.decode("utf-8", "surrogateescape") for argument in texts()]
        call("setns", fds[4], CLONE_NEWPID)
        pid = os.fork()
        if pid == 0:
            become(module, filter, fds, arguments)
        for fd in fds:
            os.close(fd)
        socket.send(b"P%d" % pid)
        _, status, usage = os.wait4(pid, 0)
        cpu = int(1e6 * (usage.ru_utime + usage.ru_stime))
        socket.send(b"E%d %d %d" % (status, usage.ru_maxrss, cpu))


stand_ready()
