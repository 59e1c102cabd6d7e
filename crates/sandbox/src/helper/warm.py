"""A Python that stands ready: it reads its script once and is copied for every execution.

Descriptor 3 is a socket to the supervisor, which alone speaks to this process. Nothing of a
candidate is ever run here, only in copies, and a copy runs nothing before it stands in the
namespaces of its execution, under its limits and filters, without capabilities.
"""

import _socket
import ctypes
import gc
import linecache
import os
import resource
import sys
import traceback

CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWCGROUP = 0x00020000, 0x20000000, 0x02000000
PR_CAPBSET_DROP, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT = 24, 22, 38, 47
SECCOMP_MODE_FILTER, PR_CAP_AMBIENT_CLEAR_ALL = 2, 4
LANDLOCK_RESTRICT_SELF = 446
CAPABILITIES_VERSION_3 = 0x20080522
MOST = 1 << 20

libc = ctypes.CDLL(None, use_errno=True)
socket = _socket.socket(_socket.AF_UNIX, _socket.SOCK_SEQPACKET, 0, 3)


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
    long = ctypes.c_ulong
    call("prctl", option, long(first), second if second else long(0), long(0), long(0))


def limit(kind, soft, hard=None):
    """Sets a limit, as far up as the present hard one allows."""
    _, most = resource.getrlimit(kind)
    hard = soft if hard is None else hard
    if most != resource.RLIM_INFINITY:
        hard = most if hard == resource.RLIM_INFINITY else min(hard, most)
    if hard != resource.RLIM_INFINITY:
        soft = hard if soft == resource.RLIM_INFINITY else min(soft, hard)
    resource.setrlimit(kind, (soft, hard))


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


def drop_capabilities():
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    header = (ctypes.c_uint32 * 2)(CAPABILITIES_VERSION_3, 0)
    call("capset", header, (ctypes.c_uint32 * 6)())


def close_from(first):
    try:
        call("close_range", ctypes.c_uint(first), ctypes.c_uint(0xFFFFFFFF), 0)
    except AttributeError:
        os.closerange(first, resource.getrlimit(resource.RLIMIT_NOFILE)[0])


def confine(fds, limits, filter):
    """Enters the execution, and gives up for good whatever could lead out of it."""
    stdin, stdout, stderr, result, _, mounts, cgroup, *landlock = fds
    call("setns", cgroup, CLONE_NEWCGROUP)
    call("setns", mounts, CLONE_NEWNS)
    os.chdir("/scratch")
    os.setsid()
    # Everything in reach of the pipes' numbers is moved out of their way first.
    keep = [os.dup2(fd, 64 + i) for i, fd in enumerate([stdin, stdout, stderr, result, 3, *landlock])]
    for number, fd in enumerate(keep[:4]):
        os.dup2(fd, number, inheritable=True)
    os.dup2(keep[4], 4)
    if landlock:
        os.dup2(keep[5], 5)
    close_from(6)
    cpu, processes, files, size = limits
    limit(resource.RLIMIT_CPU, cpu, cpu + 1)
    limit(resource.RLIMIT_NPROC, processes)
    limit(resource.RLIMIT_FSIZE, size)
    for kind in (resource.RLIMIT_CORE, resource.RLIMIT_MEMLOCK, resource.RLIMIT_MSGQUEUE):
        limit(kind, 0)
    drop_capabilities()
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    if landlock:
        call("syscall", ctypes.c_long(LANDLOCK_RESTRICT_SELF), 5, 0)
        os.close(5)
    limit(resource.RLIMIT_NOFILE, files)
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(filter))


def become(module, filter, fds, arguments, limits):
    """The life of a copy."""
    code = 127
    try:
        try:
            confine(fds, limits, filter)
        except BaseException as error:
            socket.send(("F" + str(error))[:200].encode("utf-8", "replace"))
            return
        socket.detach()
        supervisor = _socket.socket(_socket.AF_UNIX, _socket.SOCK_SEQPACKET, 0, 4)
        supervisor.send(b"S")
        # The supervisor has put this process into its control groups when it says so.
        if supervisor.recv(16) != b"go":
            return
        supervisor.close()
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
    filter = Filter(len(program) // 8, ctypes.cast(program, ctypes.c_void_p))
    # Pages that the collector would write to are pages that every copy would have to copy.
    gc.collect()
    gc.freeze()
    socket.send(b"R")
    while True:
        data, sent, _, _ = socket.recvmsg(MOST, 256)
        if not data:
            os._exit(0)
        numbers = b"".join(item for _, _, item in sent)
        fds = [int.from_bytes(numbers[i : i + 4], sys.byteorder) for i in range(0, len(numbers), 4)]
        number, text, texts = fields(data)
        arguments = [argument.decode("utf-8", "surrogateescape") for argument in texts()]
        limits = [number() for _ in range(4)]
        call("setns", fds[4], CLONE_NEWPID)
        pid = os.fork()
        if pid == 0:
            become(module, filter, fds, arguments, limits)
        for fd in fds:
            os.close(fd)
        socket.send(b"P%d" % pid)
        _, status, usage = os.wait4(pid, 0)
        cpu = int(1e6 * (usage.ru_utime + usage.ru_stime))
        socket.send(b"E%d %d %d" % (status, usage.ru_maxrss, cpu))


stand_ready()
