// Attacks by way of files: those of the host, those of the caller, those of the next execution.

// The arguments are host paths that must not be there.
static int read_files(int count, char **paths) {
    static const char *known[] = {
        "/etc/passwd", "/etc/shadow", "/etc/hostname", "/root", "/home", "/var", "/run", "/sys",
        "/mnt", "/opt", "/srv", "/boot", "/proc/kcore", "/proc/sys", "/proc/1/environ",
        "/proc/1/mem", "/proc/1/root", "/proc/1/cwd", "/proc/1/exe", "/proc/1/fd", "/proc/1/maps",
        "/proc/1/map_files", "/proc/1/io", "/proc/1/syscall", "/proc/1/stack", "/proc/keys",
        "/proc/kallsyms", "/proc/sysrq-trigger", "/proc/kmsg", "/proc/timer_list", "/proc/interrupts",
        "/dev/mem", "/dev/kmsg", "/dev/tty", "/dev/shm", "/dev/pts", "/dev/vda", "/dev/sda",
        "/dev/fuse", "/.proc", "/new", "/old_root", 0};
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
        if (open(dirs[i], O_TMPFILE | O_WRONLY, 0600) >= 0) breach("nameless in %s", dirs[i]);
        if (mkdir(path, 0700) == 0) breach("made %s", path);
        if (rename("/scratch/a", path) == 0) breach("renamed to %s", path);
        if (link("/scratch/a", path) == 0) breach("linked to %s", path);
        if (symlink("/scratch/a", path) == 0) breach("a link at %s", path);
    }
    static const char *files[] = {"/usr/bin/env", "/etc/ld.so.cache", "/proc/self/oom_score_adj",
                                  "/proc/self/uid_map", "/proc/self/setgroups",
                                  "/proc/self/timerslack_ns", "/proc/sys/kernel/hostname",
                                  "/proc/self/attr/current", "/proc/self/mem", 0};
    for (int i = 0; files[i]; i++) {
        int fd = open(files[i], O_WRONLY);
        if (fd >= 0) breach("opened %s to write", files[i]);
        if (truncate(files[i], 0) == 0) breach("emptied %s", files[i]);
    }
    if (chmod("/usr", 0777) == 0 || chmod("/", 0777) == 0) breach("changed a mode");
    if (utimensat(AT_FDCWD, "/usr/bin/env", 0, 0) == 0) breach("changed a time");
    return breaches;
}

// Links by which what is copied out, or what comes next, would be a file of the host.
static int links(void) {
    static const char *hosts[] = {"/usr/bin/env", "/etc/ld.so.cache", "/dev/null", "/proc/1/status"};
    for (int i = 0; i < 4; i++) {
        if (link(hosts[i], "/scratch/linked") == 0) breach("linked %s", hosts[i]);
        int fd = open(hosts[i], O_PATH);
        char path[64];
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        if (linkat(AT_FDCWD, path, AT_FDCWD, "/tmp/linked", AT_SYMLINK_FOLLOW) == 0)
            breach("linked %s by its descriptor", hosts[i]);
        if (linkat(fd, "", AT_FDCWD, "/tmp/linked", AT_EMPTY_PATH) == 0)
            breach("linked %s by no name", hosts[i]);
        if (rename(hosts[i], "/scratch/moved") == 0) breach("moved %s", hosts[i]);
    }
    // Scratch and /tmp are parts of one file system, and still two mounts.
    close(open("/scratch/own", O_CREAT | O_WRONLY, 0600));
    if (link("/scratch/own", "/tmp/own") == 0) breach("linked from one mount to the other");
    return breaches;
}

static FILE *new_file(const char *name) {
    FILE *file = fopen(name, "w");
    if (file) fputs(name, file);
    return file;
}

static int collect(void) {
    symlink("/usr/bin/env", "symlink");
    symlink("/usr", "folder_link");
    symlink("/proc/self/environ", "process_link");
    symlink("symlink", "symlink_to_symlink");
    fclose(new_file("plain"));
    fclose(new_file("linked"));
    link("linked", "hard_link");
    mkfifo("fifo", 0600);
    mkdir("folder", 0700);
    fclose(new_file("folder/inner"));
    FILE *secret = new_file("unreadable");
    fchmod(fileno(secret), 0);
    // Larger than what is collected, however little of it was written.
    int large = open("large", O_CREAT | O_WRONLY, 0600);
    return ftruncate(large, 1 << 20);
}

// Swaps what is to be copied out for something else, for as long as it lives.
static int collect_while_swapped(void) {
    fclose(new_file("wanted"));
    symlink("/usr/bin/env", "other");
    mkdir("folder", 0700);
    symlink("/usr/bin", "other_folder");
    fclose(new_file("folder/env"));
    for (int i = 0; i < 4; i++)
        if (fork() == 0)
            for (;;) {
                renameat2(AT_FDCWD, "wanted", AT_FDCWD, "other", RENAME_EXCHANGE);
                renameat2(AT_FDCWD, "folder", AT_FDCWD, "other_folder", RENAME_EXCHANGE);
            }
    usleep(20000);
    return 0;
}

// Files that are far larger than what was written to them.
static int sparse(void) {
    long sizes[] = {1L << 33, 1L << 40, 0x7fffffffffffffffL};
    signal(SIGXFSZ, SIG_IGN);
    int fd = open("/tmp/sparse", O_CREAT | O_RDWR, 0600);
    for (int i = 0; i < 3; i++) {
        if (ftruncate(fd, sizes[i]) == 0) breach("stretched to %ld", sizes[i]);
        if (fallocate(fd, 0, 0, sizes[i]) == 0) breach("reserved %ld", sizes[i]);
        if (pwrite(fd, "x", 1, sizes[i] - 1) > 0) breach("wrote at %ld", sizes[i]);
    }
    // Within its limits, with nearly nothing in it.
    int small = open("sparse", O_CREAT | O_WRONLY, 0600);
    if (ftruncate(small, 16 << 20) != 0) breach("no file of 16 MiB");
    return breaches;
}

// Writes to a file of holes by way of memory until nothing is left to fill them.
static int sparse_in_memory(const char *bytes) {
    long size = atol(bytes);
    int fd = open("/tmp/holes", O_CREAT | O_RDWR, 0600);
    if (ftruncate(fd, size) != 0) return 1;
    volatile char *holes = mmap(0, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(open("/tmp/beside", O_CREAT | O_WRONLY, 0600));
    int beside = open("/tmp/beside", O_WRONLY);
    if (fallocate(beside, 0, 0, size / 2) != 0) return 2;
    for (long i = 0; i < size; i += 4096) holes[i] = 1;
    return 0;
}

// Names as long as they may be, longer ones, and some that are hard to print.
static int long_names(void) {
    char name[300];
    memset(name, 'n', sizeof name);
    name[256] = 0;
    if (mkdir(name, 0700) == 0) breach("a name of 256 bytes");
    name[255] = 0;
    // A path of more bytes than any call takes.
    int depth = 0;
    while (depth < 100 && mkdir(name, 0700) == 0 && chdir(name) == 0) depth++;
    static const char *odd[] = {"line\nbreak", "\033[2J", "\xff\xfe", "-rf", " ", "~", "a\\b", 0};
    for (int i = 0; odd[i]; i++) {
        FILE *file = new_file(odd[i]);
        if (file) fclose(file);
    }
    // The kernel names a process among its figures.
    prctl(PR_SET_NAME, ") R 1 1 1 1\n", 0, 0, 0);
    printf("%d", depth);
    return breaches;
}

// Leaves something wherever the next execution might find it.
static int leave(void) {
    static const char *files[] = {"/scratch/secret", "/tmp/secret", "/dev/secret", "/dev/shm/secret",
                                  "/secret", "/proc/secret", "/etc/secret", 0};
    for (int i = 0; files[i]; i++) {
        FILE *file = new_file(files[i]);
        if (file) fclose(file);
    }
    shm_open("/secret", O_CREAT | O_RDWR, 0600);
    sethostname("secret", 6);
    putenv("SECRET=secret");
    prctl(PR_SET_NAME, "secret", 0, 0, 0);
    umask(0777);
    // Memory full of it, given back unwiped.
    for (int i = 0; i < 8; i++) {
        char *memory = mmap(0, 4 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        for (int j = 0; j < 4 << 20; j += 8) memcpy(memory + j, "!secret", 8);
    }
    if (fork() == 0)
        for (;;) pause();
    return 0;
}

// Looks for what the one before left.
static int look(void) {
    static const char *dirs[] = {"/scratch", "/tmp", "/", "/dev", "/etc", 0};
    for (int i = 0; dirs[i]; i++) {
        DIR *dir = opendir(dirs[i]);
        struct dirent *entry;
        while (dir && (entry = readdir(dir)))
            if (strstr(entry->d_name, "secret")) breach("%s/%s", dirs[i], entry->d_name);
    }
    DIR *proc = opendir("/proc");
    struct dirent *entry;
    while (proc && (entry = readdir(proc))) {
        int pid = atoi(entry->d_name);
        if (pid > 1 && pid != getpid()) breach("process %d", pid);
    }
    char name[65] = "";
    gethostname(name, 64);
    if (strcmp(name, "onsite") != 0) breach("host %s", name);
    if (getenv("SECRET")) breach("environment");
    if (umask(0) & 0700) breach("mask");
    if (shm_open("/secret", O_RDWR, 0600) >= 0) breach("shared memory");
    for (int i = 0; i < 8; i++) {
        char *memory = mmap(0, 4 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        for (int j = 0; j < 4 << 20; j += 8)
            if (memory[j]) {
                breach("memory");
                break;
            }
    }
    return breaches;
}
