// Attacks on the sandbox, one per name. An attack on a boundary exits with 0 when it was repelled
// and otherwise prints what it got. An attack on a resource goes on until it is ended.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/timerfd.h>
#include <sys/un.h>
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
