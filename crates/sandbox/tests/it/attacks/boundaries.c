// Attacks on a boundary: calls that must be refused. Each exits with 0 when it was repelled.

#define REFUSED(call, ...) \
    if (syscall(SYS_##call, ##__VA_ARGS__) >= 0) breach(#call)

static char room[256];

static int sockets(void) {
    int kinds[] = {SOCK_STREAM, SOCK_DGRAM, SOCK_RAW, SOCK_RDM, SOCK_SEQPACKET};
    int pair[2];
    for (int family = 0; family < 64; family++)
        for (unsigned i = 0; i < sizeof kinds / sizeof *kinds; i++) {
            if (socket(family, kinds[i], 0) >= 0) breach("socket of %d", family);
            if (family != AF_UNIX && socketpair(family, kinds[i], 0, pair) == 0)
                breach("pair of %d", family);
        }
    if (socketpair(AF_UNIX, SOCK_DGRAM, 0, pair) != 0) breach("no pair of AF_UNIX");
    // A socket of one's own pair reaches nobody else.
    const char *names[] = {"\0onsite", "/run/systemd/notify", "/dev/log", "/scratch/socket", 0};
    for (int i = 0; i < 4; i++) {
        struct sockaddr_un address = {.sun_family = AF_UNIX};
        memcpy(address.sun_path, names[i], i ? strlen(names[i]) : 7);
        const void *to = &address;
        if (sendto(pair[0], "x", 1, 0, to, sizeof address) >= 0) breach("sent to address %d", i);
        if (bind(pair[0], to, sizeof address) == 0) breach("bound address %d", i);
        if (connect(pair[0], to, sizeof address) == 0) breach("reached address %d", i);
    }
    REFUSED(listen, pair[0], 1);
    REFUSED(accept4, pair[0], 0, 0, 0);
    return breaches;
}

static int signals(void) {
    // A parent outside of the namespace has no number in it.
    int parent = getppid();
    for (int signal = 1; signal < 32; signal++) {
        kill(1, signal);
        if (parent) kill(parent, signal);
    }
    if (parent > 1 || getppid() != parent) breach("the parent died");
    if (kill(getpid(), SIGSYS) == 0) breach("sent SIGSYS");
    return breaches;
}

static int trace(void) {
    if (ptrace(PTRACE_ATTACH, getppid(), 0, 0) == 0) breach("attached to the parent");
    if (ptrace(PTRACE_SEIZE, 1, 0, 0) == 0) breach("seized the first process");
    if (ptrace(PTRACE_TRACEME, 0, 0, 0) == 0) breach("was traced");
    if (syscall(SYS_process_vm_readv, 1, 0, 0, 0, 0, 0) == 0) breach("read another's memory");
    if (syscall(SYS_process_vm_writev, 1, 0, 0, 0, 0, 0) == 0) breach("wrote another's memory");
    REFUSED(kcmp, getpid(), 1, 0, 0, 0);
    REFUSED(pidfd_getfd, 0, 0, 0);
    REFUSED(process_madvise, 0, 0, 0, 0, 0);
    return breaches;
}

static int mounts(void) {
    mkdir("/scratch/m", 0700);
    REFUSED(mount, "none", "/scratch/m", "tmpfs", 0, 0);
    REFUSED(mount, "/usr", "/scratch/m", 0, MS_BIND, 0);
    REFUSED(mount, 0, "/usr", 0, MS_REMOUNT | MS_BIND, 0);
    REFUSED(umount2, "/proc", 2);
    REFUSED(pivot_root, "/scratch", "/scratch/m");
    REFUSED(chroot, "/scratch");
    REFUSED(fsopen, "tmpfs", 0);
    REFUSED(fspick, AT_FDCWD, "/", 0);
    REFUSED(open_tree, AT_FDCWD, "/", 1);
    REFUSED(move_mount, AT_FDCWD, "/", AT_FDCWD, "/scratch", 0);
    REFUSED(mount_setattr, AT_FDCWD, "/", 0, room, 32);
    REFUSED(name_to_handle_at, AT_FDCWD, "/", room, room, 0);
    REFUSED(open_by_handle_at, AT_FDCWD, room, 0);
    REFUSED(swapon, "/scratch/m", 0);
    REFUSED(quotactl, 0, 0, 0, 0);
    return breaches;
}

static int namespaces(void) {
    int spaces[] = {CLONE_NEWUSER, CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWIPC,
                    CLONE_NEWUTS, CLONE_NEWCGROUP};
    for (unsigned i = 0; i < sizeof spaces / sizeof *spaces; i++) {
        REFUSED(unshare, spaces[i]);
        long pid = syscall(SYS_clone, spaces[i] | SIGCHLD, 0, 0, 0, 0);
        if (pid == 0) _exit(0);
        if (pid > 0) breach("clone with %x", spaces[i]);
        // The same beside all other flags, and with bits above the flags.
        pid = syscall(SYS_clone, spaces[i] | CLONE_VM | CLONE_VFORK | SIGCHLD, 0, 0, 0, 0);
        if (pid == 0) _exit(0);
        if (pid > 0) breach("clone with %x and memory shared", spaces[i]);
    }
    REFUSED(unshare, 0x80);  // time
    REFUSED(clone3, 0, 0);
    const char *files[] = {"user", "mnt", "pid", "net", "ipc", "uts", "cgroup", "time", 0};
    char path[64];
    for (int i = 0; files[i]; i++) {
        snprintf(path, sizeof path, "/proc/1/ns/%s", files[i]);
        int fd = open(path, O_RDONLY);
        if (fd >= 0) breach("opened %s", path);
        snprintf(path, sizeof path, "/proc/self/ns/%s", files[i]);
        fd = open(path, O_RDONLY);
        REFUSED(setns, fd, 0);
        // Asking for what a namespace came from would lead out of it.
        if (fd >= 0 && ioctl(fd, 0xb702) >= 0) breach("the parent of %s", path);
    }
    REFUSED(sethostname, "x", 1);
    REFUSED(setdomainname, "x", 1);
    return breaches;
}

static int keys(void) {
    for (int operation = 0; operation < 32; operation++)
        REFUSED(keyctl, operation, -3, 1, 0, 0);
    REFUSED(add_key, "user", "k", "v", 1, -3);
    REFUSED(add_key, "keyring", "k", 0, 0, -4);
    REFUSED(request_key, "user", "k", 0, 0);
    return breaches;
}

static int rings(void) {
    REFUSED(io_uring_setup, 4, room);
    REFUSED(io_uring_enter, 0, 1, 0, 0, 0, 0);
    REFUSED(io_uring_register, 0, 0, 0, 0);
    REFUSED(io_setup, 4, room);
    REFUSED(io_submit, 0, 0, 0);
    return breaches;
}

static int programs_for_the_kernel(void) {
    for (int command = 0; command < 40; command++) REFUSED(bpf, command, room, sizeof room);
    REFUSED(perf_event_open, room, 0, -1, -1, 0);
    REFUSED(seccomp, 2, 0, room);
    REFUSED(fanotify_init, 0, 0);
    REFUSED(init_module, 0, 0, "");
    REFUSED(finit_module, 0, "", 0);
    REFUSED(delete_module, "none", 0);
    REFUSED(kexec_load, 0, 0, 0, 0);
    REFUSED(reboot, 0xfee1dead, 672274793, 0, 0);
    REFUSED(syslog, 10, 0, 0);
    REFUSED(acct, 0);
    REFUSED(lookup_dcookie, 0, room, sizeof room);
    return breaches;
}

static int faults_by_hand(void) {
    REFUSED(userfaultfd, 0);
    REFUSED(userfaultfd, 1);  // for the program's own faults alone
    if (open("/dev/userfaultfd", O_RDWR) >= 0) breach("opened /dev/userfaultfd");
    return breaches;
}

static int memory_between_processes(void) {
    REFUSED(memfd_create, "m", 0);
    REFUSED(memfd_secret, 0);
    REFUSED(shmget, 1, 4096, 0666 | 01000);
    REFUSED(msgget, 1, 0666 | 01000);
    REFUSED(semget, 1, 1, 0666 | 01000);
    REFUSED(mq_open, "q", O_CREAT | O_RDWR, 0600, 0);
    REFUSED(vmsplice, 1, 0, 0, 0);
    REFUSED(move_pages, 1, 0, 0, 0, 0, 0);
    REFUSED(migrate_pages, 1, 0, 0, 0);
    return breaches;
}

static int clocks(void) {
    struct timespec before, after, changed = {1000000000, 0};
    struct timeval old = {1000000000, 0};
    clock_gettime(CLOCK_REALTIME, &before);
    // Slots for what the calls would read; a mode of none would only ask.
    long adjusted[32] = {0x8000};
    REFUSED(settimeofday, &old, 0);
    REFUSED(settimeofday, 0, room);
    REFUSED(clock_settime, CLOCK_REALTIME, &changed);
    REFUSED(adjtimex, adjusted);
    REFUSED(clock_adjtime, CLOCK_REALTIME, adjusted);
    clock_gettime(CLOCK_REALTIME, &after);
    if (after.tv_sec < before.tv_sec || after.tv_sec > before.tv_sec + 3600) breach("the clock");
    if (open("/dev/rtc", O_RDONLY) >= 0 || open("/dev/rtc0", O_RDONLY) >= 0) breach("a clock");
    if (open("/proc/self/timens_offsets", O_WRONLY) >= 0) breach("opened the clock's offsets");
    int timer = timerfd_create(CLOCK_REALTIME_ALARM, 0);
    if (timer >= 0) breach("a timer that wakes the machine");
    return breaches;
}

static int devices(void) {
    struct { const char *path; mode_t kind; int major, minor; } wanted[] = {
        {"/scratch/mem", S_IFCHR, 1, 1},   {"/scratch/null", S_IFCHR, 1, 3},
        {"/scratch/tty", S_IFCHR, 5, 0},   {"/scratch/ptmx", S_IFCHR, 5, 2},
        {"/scratch/kvm", S_IFCHR, 10, 232}, {"/scratch/fuse", S_IFCHR, 10, 229},
        {"/scratch/disk", S_IFBLK, 254, 0}, {"/scratch/sda", S_IFBLK, 8, 0},
        {"/tmp/loop", S_IFBLK, 7, 0},      {"/dev/new", S_IFCHR, 1, 3}};
    for (unsigned i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        dev_t device = makedev(wanted[i].major, wanted[i].minor);
        if (mknod(wanted[i].path, wanted[i].kind | 0666, device) == 0)
            breach("made %s", wanted[i].path);
        if (mknodat(AT_FDCWD, wanted[i].path, wanted[i].kind | 0666, device) == 0)
            breach("made %s by its folder", wanted[i].path);
        int fd = open(wanted[i].path, O_RDWR);
        if (fd >= 0) breach("opened %s", wanted[i].path);
    }
    DIR *dir = opendir("/dev");
    struct dirent *entry;
    static const char *known[] = {".", "..", "null", "zero", "full", "random", "urandom", 0};
    while (dir && (entry = readdir(dir))) {
        int found = 0;
        for (int i = 0; known[i]; i++) found |= strcmp(known[i], entry->d_name) == 0;
        if (!found) breach("/dev/%s", entry->d_name);
    }
    for (int i = 2; known[i]; i++) {
        char path[32];
        struct stat facts;
        snprintf(path, sizeof path, "/dev/%s", known[i]);
        if (stat(path, &facts) != 0 || !S_ISCHR(facts.st_mode)) breach("%s is no device", path);
        if (utimensat(AT_FDCWD, path, 0, 0) == 0) breach("changed the time of %s", path);
    }
    // What the kernel's generator holds is everybody's.
    int entropy = 0, random = open("/dev/random", O_RDWR);
    int calls[] = {0x40045201, 0x40085203, 0x5204, 0x5206, 0x5207};
    for (unsigned i = 0; i < sizeof calls / sizeof *calls; i++)
        if (ioctl(random, calls[i], &entropy) == 0) breach("changed the generator: %d", i);
    return breaches;
}

static int privileges(void) {
    if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1) breach("new privileges");
    if (prctl(PR_CAPBSET_READ, 21, 0, 0, 0) != 0) breach("bounding set");
    unsigned header[2] = {0x20080522, 0}, sets[6] = {0};
    if (syscall(SYS_capget, header, sets) != 0) breach("capget");
    for (int i = 0; i < 6; i++)
        if (sets[i]) breach("capability %x", sets[i]);
    for (int i = 0; i < 6; i++) sets[i] = ~0u;
    REFUSED(capset, header, sets);
    if (getuid() == 0 || geteuid() == 0) breach("root");
    if (setuid(0) == 0 || setgid(0) == 0) breach("became root");
    if (setreuid(0, 0) == 0 || setregid(0, 0) == 0) breach("became root in part");
    if (setresuid(0, -1, -1) == 0 || setresgid(0, -1, -1) == 0) breach("became root by parts");
    gid_t none = 0;
    if (setgroups(1, &none) == 0) breach("set groups");
    if (getsid(0) != getpid()) breach("in another's session");
    for (int fd = 4; fd < 4096; fd++)
        if (fcntl(fd, F_GETFD) != -1) breach("descriptor %d", fd);
    int resources[] = {RLIMIT_NPROC, RLIMIT_NOFILE, RLIMIT_FSIZE, RLIMIT_CPU, RLIMIT_CORE};
    for (unsigned i = 0; i < sizeof resources / sizeof *resources; i++) {
        struct rlimit limit;
        getrlimit(resources[i], &limit);
        limit.rlim_cur = limit.rlim_max = limit.rlim_max + 1;
        if (setrlimit(resources[i], &limit) == 0) breach("raised limit %d", resources[i]);
        if (prlimit(1, resources[i], &limit, 0) == 0) breach("limited the first process");
    }
    int own = getpriority(PRIO_PROCESS, 0);
    if (own > -20 && setpriority(PRIO_PROCESS, 0, own - 1) == 0) breach("went before others");
    REFUSED(sched_setscheduler, 0, SCHED_FIFO, room);
    REFUSED(sched_setattr, 0, room, 0);
    REFUSED(ioprio_set, 1, 0, 1 << 13);
    REFUSED(setxattr, "/scratch", "security.capability", room, 20, 0);
#ifdef __x86_64__
    REFUSED(iopl, 3);
    REFUSED(ioperm, 0, 16, 1);
    REFUSED(modify_ldt, 1, room, 16);
    // The same calls by the numbers of the x32 interface.
    if (syscall(0x40000000 + SYS_getpid) >= 0) breach("x32");
#endif
    return breaches;
}

// Calls by another architecture's numbers, behind which the filters do not look.
static int other_architecture(void) {
#ifdef __x86_64__
    long answer;
    __asm__ volatile("int $0x80" : "=a"(answer) : "a"(20) : "memory");
    breach("i386 answered %ld", answer);
    return breaches;
#else
    return 0;
#endif
}
