// Attacks on what there is of something: each goes on until it is ended or told that there is no more.

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

// Every process leaves its session, and its parent at once.
static int setsid_storm(void) {
    for (;;) {
        if (fork() != 0) continue;
        setsid();
        setpgid(0, 0);
        if (fork() != 0) _exit(0);
    }
}

// Becomes itself again and again.
static int exec_storm(char **argv) {
    for (;;) {
        if (vfork() == 0) _exit(0);
        execve("/scratch/a", argv, 0);
    }
}

static void *wait_in_thread(void *nothing) {
    for (;;) pause();
    return nothing;
}

// Tells how many threads there can be.
static int thread_count(void) {
    int count = 1;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 64 << 10);
    pthread_t thread;
    while (count < 10000 && pthread_create(&thread, &attributes, wait_in_thread, 0) == 0) count++;
    printf("%d", count);
    return 0;
}

// Tells how many children nobody waits for there can be.
static int zombie_count(void) {
    int count = 1;
    pid_t pid;
    while (count < 10000 && (pid = fork()) >= 0) {
        if (pid == 0) _exit(0);
        count++;
    }
    printf("%d", count);
    return 0;
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

// Memory that is mapped, its own or a file's, and never given back.
static int mapped(int of_file) {
    int fd = of_file ? open("/tmp/mapped", O_CREAT | O_RDWR, 0600) : -1;
    for (long size = 0;; size += 1 << 20) {
        int kind = of_file ? MAP_SHARED : MAP_PRIVATE | MAP_ANONYMOUS;
        if (of_file && ftruncate(fd, size + (1 << 20)) != 0) return 1;
        char *p = mmap(0, 1 << 20, PROT_READ | PROT_WRITE, kind, fd, of_file ? size : 0);
        if (p == MAP_FAILED) return 2;
        memset(p, 1, 1 << 20);
    }
}

// Bytes that wait in pipes and sockets are the kernel's, and nobody's resident memory.
static int pipes(void) {
    static char block[1 << 16];
    for (int i = 0; i < 16; i++)
        if (fork() == 0) break;
    int ends[2];
    while (pipe2(ends, O_NONBLOCK) == 0) {
        fcntl(ends[1], F_SETPIPE_SZ, 1 << 20);
        while (write(ends[1], block, sizeof block) > 0) {}
    }
    close(0);
    close(2);
    while (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) == 0)
        while (write(ends[1], block, sizeof block) > 0) {}
    for (;;) pause();
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

// A byte now and then, for ever.
static int slow_output(void) {
    for (;;) {
        if (write(1, "x", 1) != 1) return 1;
        usleep(10000);
    }
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

// Works for so many milliseconds of processor time, and is done.
static int work(long milliseconds) {
    struct timespec now;
    do clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    while (now.tv_sec * 1000 + now.tv_nsec / 1000000 < milliseconds);
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

// Names itself as the kernel's figures of another, idle process would go on.
static int busy_renamed(void) {
    prctl(PR_SET_NAME, "a) S 1 1 1 0 -1", 0, 0, 0);
    return busy(2, 0);
}
