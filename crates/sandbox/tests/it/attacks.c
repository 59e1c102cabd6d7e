// Attacks on the sandbox, one per name. An attack on a boundary exits with 0 when it was repelled
// and otherwise prints what it got. An attack on a resource goes on until it is ended.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int breaches;

static void breach(const char *format, ...) {
    va_list list;
    va_start(list, format);
    printf("breach: ");
    vprintf(format, list);
    printf("\n");
    va_end(list);
    breaches++;
}

// The arguments are host paths that must not be there.
static int read_files(int count, char **paths) {
    static const char *known[] = {
        "/etc/passwd", "/etc/shadow", "/etc/hostname", "/root", "/home", "/var", "/run", "/sys",
        "/mnt", "/opt", "/srv", "/boot", "/proc/kcore", "/proc/sys", "/proc/1/environ",
        "/proc/1/mem", "/proc/1/root", "/proc/1/cwd", "/proc/1/exe", "/proc/1/fd", "/proc/keys",
        "/proc/kallsyms", "/proc/sysrq-trigger", "/dev/mem", "/dev/kmsg", "/dev/tty", "/dev/shm",
        "/dev/pts", "/dev/vda", "/dev/sda", "/dev/fuse", "/.proc", "/new", "/old_root", 0};
    for (int i = 0; known[i]; i++)
        if (open(known[i], O_RDONLY) >= 0) breach("read %s", known[i]);
    for (int i = 0; i < count; i++)
        if (open(paths[i], O_RDONLY) >= 0) breach("read %s", paths[i]);
    char line[256] = "";
    int fd = open("/proc/1/cmdline", O_RDONLY);
    if (fd >= 0 && read(fd, line, 255) > 0 && strchr(line, '/')) breach("command line %s", line);
    return breaches;
}

static int write_outside(void) {
    static const char *dirs[] = {"/", "/usr", "/usr/bin", "/usr/lib", "/etc", "/dev", "/proc",
                                 "/proc/self", "/etc/alternatives", "/scratch/..", 0};
    char path[256];
    for (int i = 0; dirs[i]; i++) {
        snprintf(path, sizeof path, "%s/intruder", dirs[i]);
        if (open(path, O_CREAT | O_WRONLY, 0600) >= 0) breach("created %s", path);
        if (mkdir(path, 0700) == 0) breach("made %s", path);
        if (rename("/scratch/a", path) == 0) breach("renamed to %s", path);
    }
    static const char *files[] = {"/usr/bin/env", "/etc/ld.so.cache", "/proc/self/oom_score_adj",
                                  "/proc/self/uid_map", "/proc/self/setgroups",
                                  "/proc/self/timerslack_ns", "/proc/sys/kernel/hostname",
                                  "/proc/self/attr/current", 0};
    for (int i = 0; files[i]; i++) {
        int fd = open(files[i], O_WRONLY);
        if (fd >= 0) breach("opened %s to write", files[i]);
    }
    if (chmod("/usr", 0777) == 0 || chmod("/", 0777) == 0) breach("changed a mode");
    return breaches;
}

static int sockets(void) {
    int families[] = {AF_INET, AF_INET6, AF_UNIX, AF_NETLINK, AF_PACKET, AF_VSOCK, AF_ALG, AF_KEY};
    int kinds[] = {SOCK_STREAM, SOCK_DGRAM, SOCK_RAW};
    for (unsigned i = 0; i < sizeof families / sizeof *families; i++)
        for (unsigned j = 0; j < 3; j++)
            if (socket(families[i], kinds[j], 0) >= 0) breach("socket of %d", families[i]);
    int pair[2];
    if (socketpair(AF_INET, SOCK_STREAM, 0, pair) == 0) breach("pair of AF_INET");
    if (socketpair(AF_TIPC, SOCK_STREAM, 0, pair) == 0) breach("pair of AF_TIPC");
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0) breach("no pair of AF_UNIX");
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
    return breaches;
}

#define REFUSED(call, ...) \
    if (syscall(SYS_##call, ##__VA_ARGS__) >= 0) breach(#call)

static int calls(void) {
    mkdir("/scratch/m", 0700);
    REFUSED(mount, "none", "/scratch/m", "tmpfs", 0, 0);
    REFUSED(umount2, "/proc", 2);
    REFUSED(pivot_root, "/scratch", "/scratch/m");
    REFUSED(chroot, "/scratch");
    int spaces[] = {CLONE_NEWUSER, CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWIPC,
                    CLONE_NEWUTS, CLONE_NEWCGROUP};
    for (unsigned i = 0; i < sizeof spaces / sizeof *spaces; i++) {
        REFUSED(unshare, spaces[i]);
        long pid = syscall(SYS_clone, spaces[i] | SIGCHLD, 0, 0, 0, 0);
        if (pid == 0) _exit(0);
        if (pid > 0) breach("clone with %x", spaces[i]);
    }
    REFUSED(setns, 0, 0);
    REFUSED(clone3, 0, 0);
    REFUSED(userfaultfd, 0);
    REFUSED(bpf, 0, 0, 0);
    REFUSED(keyctl, 0, -3, 1);
    REFUSED(add_key, "user", "k", "v", 1, -3);
    REFUSED(request_key, "user", "k", 0, 0);
    char buffer[256] = {0};
    REFUSED(io_uring_setup, 4, buffer);
    REFUSED(perf_event_open, buffer, 0, -1, -1, 0);
    REFUSED(memfd_create, "m", 0);
    REFUSED(fsopen, "tmpfs", 0);
    REFUSED(open_tree, AT_FDCWD, "/", 1);
    REFUSED(move_mount, AT_FDCWD, "/", AT_FDCWD, "/scratch", 0);
    REFUSED(name_to_handle_at, AT_FDCWD, "/", buffer, buffer, 0);
    REFUSED(open_by_handle_at, AT_FDCWD, buffer, 0);
    REFUSED(pidfd_getfd, 0, 0, 0);
    REFUSED(shmget, 1, 4096, 0666 | 01000);
    REFUSED(msgget, 1, 0666 | 01000);
    REFUSED(semget, 1, 1, 0666 | 01000);
    REFUSED(mq_open, "q", O_CREAT | O_RDWR, 0600, 0);
    REFUSED(sethostname, "x", 1);
    REFUSED(settimeofday, buffer, 0);
    REFUSED(init_module, 0, 0, "");
    REFUSED(kexec_load, 0, 0, 0, 0);
    REFUSED(reboot, 0xfee1dead, 672274793, 0, 0);
    REFUSED(swapon, "/scratch/m", 0);
    REFUSED(syslog, 10, 0, 0);
    REFUSED(acct, 0);
    REFUSED(sched_setscheduler, 0, SCHED_FIFO, buffer);
    REFUSED(seccomp, 2, 0, buffer);
#ifdef __x86_64__
    REFUSED(iopl, 3);
    // The same calls by the numbers of the x32 interface.
    if (syscall(0x40000000 + SYS_getpid) >= 0) breach("x32");
#endif
    if (mknod("/scratch/null", S_IFCHR | 0666, makedev(1, 3)) == 0) breach("made a device");
    if (mknod("/scratch/disk", S_IFBLK | 0666, makedev(254, 0)) == 0) breach("made a disk");
    return breaches;
}

static int privileges(void) {
    if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1) breach("new privileges");
    if (prctl(PR_CAPBSET_READ, 21, 0, 0, 0) != 0) breach("bounding set");
    unsigned header[2] = {0x20080522, 0}, sets[6] = {0};
    if (syscall(SYS_capget, header, sets) != 0) breach("capget");
    for (int i = 0; i < 6; i++)
        if (sets[i]) breach("capability %x", sets[i]);
    if (getuid() == 0 || geteuid() == 0) breach("root");
    if (setuid(0) == 0 || setgid(0) == 0) breach("became root");
    if (getsid(0) != getpid()) breach("in another's session");
    for (int fd = 4; fd < 4096; fd++)
        if (fcntl(fd, F_GETFD) != -1) breach("descriptor %d", fd);
    int resources[] = {RLIMIT_NPROC, RLIMIT_NOFILE, RLIMIT_FSIZE, RLIMIT_CPU, RLIMIT_CORE};
    for (unsigned i = 0; i < sizeof resources / sizeof *resources; i++) {
        struct rlimit limit;
        getrlimit(resources[i], &limit);
        limit.rlim_cur = limit.rlim_max = limit.rlim_max + 1;
        if (setrlimit(resources[i], &limit) == 0) breach("raised limit %d", resources[i]);
    }
    return breaches;
}

static int collect(void) {
    symlink("/usr/bin/env", "symlink");
    symlink("/usr", "folder_link");
    FILE *plain = fopen("plain", "w");
    fprintf(plain, "plain");
    fclose(plain);
    plain = fopen("linked", "w");
    fprintf(plain, "linked");
    fclose(plain);
    link("linked", "hard_link");
    mkfifo("fifo", 0600);
    mkdir("folder", 0700);
    plain = fopen("folder/inner", "w");
    fprintf(plain, "inner");
    fclose(plain);
    int large = open("large", O_CREAT | O_WRONLY, 0600);
    return ftruncate(large, 1 << 20);
}

static int daemon_left(void) {
    if (fork() == 0) {
        setsid();
        if (fork() == 0) {
            signal(SIGTERM, SIG_IGN);
            signal(SIGHUP, SIG_IGN);
            for (;;) pause();
        }
        _exit(0);
    }
    return 0;
}

static int fork_bomb(void) {
    for (;;) fork();
}

// Tells how many processes there can be.
static int fork_count(void) {
    int count = 1;
    while (count < 10000) {
        pid_t pid = fork();
        if (pid == 0) for (;;) pause();
        if (pid < 0) break;
        count++;
    }
    printf("%d", count);
    return 0;
}

static void take(size_t bytes) {
    volatile char *memory = malloc(bytes);
    for (size_t i = 0; memory && i < bytes; i += 512) memory[i] = 1;
}

static int heap(void) {
    for (;;) take(1 << 20);
}

static int heap_at_once(void) {
    void *volatile memory = malloc((size_t)1 << 45);
    return memory == 0;
}

static int shared(void) {
    for (;;) {
        void *p = mmap(0, 1 << 20, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        memset(p, 1, 1 << 20);
    }
}

static int heap_of_many(void) {
    for (int i = 0; i < 4; i++)
        if (fork() == 0) {
            take(48 << 20);
            for (;;) pause();
        }
    for (;;) pause();
}

// Hides its pages from readers of /proc.
static int heap_hidden(void) {
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    return heap();
}

static int recurse(volatile char *above, long depth) {
    volatile char frame[4096];
    memset((char *)frame, (int)depth, sizeof frame);
    return depth == 0 ? above[0] : recurse(frame, depth - 1) + frame[1];
}

static int stack(const char *mebibytes) {
    volatile char start = 0;
    recurse(&start, atol(mebibytes) * 240);
    return 0;
}

static int fill_scratch(void) {
    static char block[1 << 16];
    memset(block, 7, sizeof block);
    int fd = open("/tmp/fill", O_CREAT | O_WRONLY, 0600);
    long written = 0;
    signal(SIGXFSZ, SIG_IGN);
    for (int file = 0; file < 2; file++) {
        ssize_t n;
        while ((n = write(fd, block, sizeof block)) > 0) written += n;
        fd = open("/scratch/fill", O_CREAT | O_WRONLY, 0600);
    }
    printf("%ld", written);
    return 0;
}

static int fill_inodes(void) {
    char name[64];
    int count = 0;
    for (; count < 1000000; count++) {
        snprintf(name, sizeof name, "f%d", count);
        if (mkdir(name, 0700) != 0) break;
    }
    printf("%d", count);
    return 0;
}

static int deep(void) {
    int depth = 0;
    while (depth < 1000000 && mkdir("d", 0700) == 0 && chdir("d") == 0) depth++;
    printf("%d", depth);
    return 0;
}

static int descriptors(void) {
    int count = 4;
    while (open("/dev/null", O_RDONLY) >= 0) count++;
    printf("%d", count);
    return 0;
}

static int flood(int fd, long bytes) {
    static char block[1 << 16];
    memset(block, 'x', sizeof block);
    while (bytes < 0 || (bytes -= sizeof block) > 0)
        if (write(fd, block, sizeof block) < 0) return 0;
    return 0;
}

static int busy(int processes, int forget) {
    if (forget) signal(SIGCHLD, SIG_IGN);
    for (int i = 1; i < processes; i++)
        if (fork() == 0) break;
    for (;;) __asm__ volatile("");
}

// Needs a file's pages again and again, beside memory that leaves too little room for them.
static int thrash(const char *path) {
    struct stat facts;
    int fd = open(path, O_RDONLY);
    if (fd < 0 || fstat(fd, &facts) < 0) return 1;
    posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
    const volatile char *pages = mmap(0, facts.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (pages == MAP_FAILED) return 1;
    volatile char *taken = malloc(48 << 20);
    for (int i = 0; i < 48 << 20; i += 4096) taken[i] = 1;
    for (;;)
        for (off_t i = 0; i < facts.st_size; i += 4096) (void)pages[i];
}

// Works for a fifth of a second of processor time, and is done.
static int work(void) {
    struct timespec now;
    do clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    while (now.tv_sec == 0 && now.tv_nsec < 200000000);
    return 0;
}

// Each burns a little and is forgotten before anybody looks at it.
static int busy_briefly(void) {
    signal(SIGCHLD, SIG_IGN);
    for (;;) {
        if (fork() == 0) {
            struct timespec now;
            do clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
            while (now.tv_nsec < 30000000);
            _exit(0);
        }
        usleep(15000);
    }
}

int main(int argc, char **argv) {
    const char *name = argc > 1 ? argv[1] : "";
#define IS(text) (strcmp(name, text) == 0)
    if (IS("read_files")) return read_files(argc - 2, argv + 2);
    if (IS("write_outside")) return write_outside();
    if (IS("sockets")) return sockets();
    if (IS("signals")) return signals();
    if (IS("kill_all")) return kill(-1, SIGKILL) == 0 || errno == ESRCH || errno == EPERM ? 0 : 1;
    if (IS("kill_group")) return kill(0, SIGKILL);
    if (IS("trace")) return trace();
    if (IS("calls")) return calls();
    if (IS("privileges")) return privileges();
    if (IS("collect")) return collect();
    if (IS("daemon")) return daemon_left();
    if (IS("fork_bomb")) return fork_bomb();
    if (IS("fork_count")) return fork_count();
    if (IS("heap")) return heap();
    if (IS("heap_at_once")) return heap_at_once();
    if (IS("heap_of_many")) return heap_of_many();
    if (IS("heap_hidden")) return heap_hidden();
    if (IS("shared")) return shared();
    if (IS("stack")) return stack(argv[2]);
    if (IS("fill_scratch")) return fill_scratch();
    if (IS("fill_inodes")) return fill_inodes();
    if (IS("deep")) return deep();
    if (IS("descriptors")) return descriptors();
    if (IS("flood")) return flood(atoi(argv[2]), atol(argv[3]));
    if (IS("sleep")) for (;;) pause();
    if (IS("stop")) for (;;) raise(SIGSTOP);
    if (IS("busy")) return busy(atoi(argv[2]), 0);
    if (IS("busy_forgotten")) return busy(atoi(argv[2]), 1);
    if (IS("thrash")) return thrash(argv[2]);
    if (IS("work")) return work();
    if (IS("busy_briefly")) return busy_briefly();
    fprintf(stderr, "no attack is named %s\n", name);
    return 99;
}
