// Measures how a function's cost grows. Linked to what is made of the file that defines Input, gen
// and the entry.
//
// Every measurement is a process of its own, so that nothing is kept from one call to the next and
// one that does not return can be ended. Facts go to file descriptor 3, one JSON value to a line.

#include <malloc.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <map>
#include <new>
#include <set>
#include <string>
#include <vector>

extern "C" {
void* __libc_malloc(size_t);
void* __libc_calloc(size_t, size_t);
void* __libc_realloc(void*, size_t);
void* __libc_memalign(size_t, size_t);
void __libc_free(void*);
}

namespace onsite {

constexpr long SMALLEST[] = {4, 8, 16, 2, 1, 32, 64};
constexpr long LARGEST = 1L << 18;
constexpr double LONG_ENOUGH = 0.012, TOO_LONG = 0.4, TOO_LONG_AT_FIRST = 1.5;
constexpr double BATCH_SECONDS = 20e-6;
constexpr int MOST_SIZES = 16, MOST_BATCH = 256;
constexpr unsigned SEEDS = 3;
// Sizes that are counted however long it takes, and the share of the time for one seed of each.
constexpr size_t FEWEST_SIZES = 3;
constexpr double FIRST_SEED = 0.5;
// With this much between them sixteen sizes stand half an octave apart.
constexpr long SPAN = 181;
constexpr int64_t MOST_EARLY = 8 << 20;
constexpr double HURRY_SECONDS = 9;
constexpr size_t MOST_MEMORY = 640UL << 20, STACK = 256UL << 20;
constexpr size_t PLACES = 1 << 17;
constexpr uintptr_t GONE = 1;
// One native second costs about this many instructions, and callgrind does this many in one.
constexpr double NATIVE_RATE = 8e9, COUNT_RATE = 120e6;

// What the allocator is watched for.
struct Watch {
    bool on = false, blocks_on = false;
    int64_t now = 0, peak = 0;
    // The blocks in use, found by their address; a place given up holds GONE.
    size_t blocks = 0;
    uintptr_t block[PLACES];

    void add(void* given) {
        if (blocks >= PLACES / 2) return;
        size_t at = place(given);
        while (block[at] > GONE) at = (at + 1) % PLACES;
        blocks += block[at] == 0;
        block[at] = reinterpret_cast<uintptr_t>(given);
    }

    void remove(void* taken) {
        size_t at = place(taken);
        while (block[at] && block[at] != reinterpret_cast<uintptr_t>(taken)) at = (at + 1) % PLACES;
        if (block[at]) block[at] = GONE;
    }

    static size_t place(void* block) {
        return (reinterpret_cast<uintptr_t>(block) >> 4) * 0x9E3779B1 % PLACES;
    }
};
Watch watch;

void given(void* block) {
    if (!block || !watch.on) return;
    watch.now += static_cast<int64_t>(malloc_usable_size(block));
    watch.peak = std::max(watch.peak, watch.now);
    if (watch.blocks_on) watch.add(block);
}

void taken(void* block) {
    if (!block || !watch.on) return;
    watch.now -= static_cast<int64_t>(malloc_usable_size(block));
    if (watch.blocks_on) watch.remove(block);
}

double cpu_now() {
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

// Whether that share of the patience is used up: on a busy machine each part is cut short.
bool hurried(double share) {
    static const timespec started = [] {
        timespec t{};
        clock_gettime(CLOCK_MONOTONIC, &t);
        return t;
    }();
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<double>(now.tv_sec - started.tv_sec) > share * HURRY_SECONDS;
}

// Processor time of this process and of those it waited for.
double spent() {
    double sum = 0;
    for (int who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
        rusage used{};
        getrusage(who, &used);
        for (const timeval& t : {used.ru_utime, used.ru_stime})
            sum += static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
    }
    return sum;
}

[[gnu::format(printf, 1, 2)]] void tell(const char* form, ...) {
    char line[1024];
    va_list arguments;
    va_start(arguments, form);
    int length = vsnprintf(line, sizeof line - 1, form, arguments);
    va_end(arguments);
    length = std::clamp(length, 0, static_cast<int>(sizeof line) - 2);
    line[length] = '\n';
    for (int at = 0; at <= length;) {
        ssize_t wrote = write(3, line + at, static_cast<size_t>(length + 1 - at));
        if (wrote <= 0) _exit(1);
        at += static_cast<int>(wrote);
    }
}

[[noreturn]] void refuse(const std::string& why) {
    tell("{\"refused\": \"%s\"}", why.c_str());
    _exit(0);
}

// The request that callgrind answers.
uint64_t ask_callgrind(uint64_t code) {
    uint64_t block[6] = {0x43540000 + code, 0, 0, 0, 0, 0}, result = 0;
#if defined(__x86_64__)
    asm volatile(
        "rolq $3, %%rdi; rolq $13, %%rdi; rolq $61, %%rdi; rolq $51, %%rdi; xchgq %%rbx, %%rbx"
        : "=d"(result)
        : "a"(block), "0"(result)
        : "cc", "memory");
#elif defined(__aarch64__)
    asm volatile(
        "mov x3, %1; mov x4, %2; ror x12, x12, #3; ror x12, x12, #13; ror x12, x12, #51;"
        "ror x12, x12, #61; orr x10, x10, x10; mov %0, x3"
        : "=r"(result)
        : "r"(result), "r"(block)
        : "cc", "memory", "x3", "x4");
#endif
    return result;
}

// Whether the machine counts, and not callgrind.
bool by_machine() { return getenv("ONSITE_COUNTER") != nullptr; }

// The instructions of this process and those around it so far, which the sandbox tells; below zero
// where it cannot.
double ask_machine() {
    uint64_t count = 0;
    if (write(4, "?", 1) != 1 || read(4, &count, sizeof count) != sizeof count) return -1;
    return static_cast<double>(count);
}

}  // namespace onsite

// Makes an input, does what goes before the call, calls the entry on it, and says by how many calls
// the cost is divided.
void* onsite_gen(long n, unsigned seed);
void onsite_prepare(void* input);
void onsite_call(void* input);
double onsite_calls(void* input);
// The largest size above one and up to another that there are inputs of, else the next; none is 0.
long onsite_size(long above, long wanted);
extern const char* const onsite_name;
extern const char* const onsite_maker;

namespace onsite {

// What a measuring process tells.
struct Outcome {
    // 'v' a value; what went wrong: 'g' in gen, 'c' in the call, 'm' memory, 't' time.
    char tag = 't';
    bool in_gen = true;
    double value = 0, gen = 0;
    int64_t bytes = 0;
    uint64_t hash = 0;
    char what[200] = {};
};

Outcome* shared;

// The same for the same content, wherever it lies.
uint64_t hash_of_blocks() {
    uint64_t sum = 0;
    for (uintptr_t block : watch.block) {
        if (block <= GONE) continue;
        size_t size = malloc_usable_size(reinterpret_cast<void*>(block));
        uint64_t hash = 1469598103934665603ULL ^ size;
        for (size_t at = 0; at + 8 <= std::min<size_t>(size, 4096); at += 8) {
            uint64_t word;
            memcpy(&word, reinterpret_cast<char*>(block) + at, 8);
            // What looks like an address says nothing of the content.
            if (word < (1ULL << 40) || word >= (1ULL << 47)) hash = (hash ^ word) * 1099511628211ULL;
        }
        sum += hash;
    }
    return sum;
}

void* made(long n, unsigned seed) {
    void* input = onsite_gen(n, seed);
    if (!input) {
        shared->tag = 'g';
        snprintf(shared->what, sizeof shared->what, "it returned no Input");
        _exit(0);
    }
    return input;
}

// Has asking for memory cost the same whatever making the input left behind: takes the blocks that
// lie free between others, where it costs more, and has the next pages of the heap in memory, for
// getting one takes longer than many a call.
void even_heap() {
    constexpr size_t ROOM = 64 << 10, PAGE = 4096, LEAST = 16;
    constexpr int MOST_BLOCKS = 1 << 17;
#if __GLIBC_PREREQ(2, 33)
    char* unused = static_cast<char*>(sbrk(0)) - mallinfo2().keepcost;
    int blocks = 0;
    for (size_t size = ROOM; size >= LEAST; size /= 2) {
        while (++blocks < MOST_BLOCKS) {
            void* block = malloc(size);
            asm volatile("" : "+r"(block));  // Else the compiler leaves it out.
            if (!block || static_cast<char*>(block) >= unused) break;
        }
    }
#endif
    auto* room = static_cast<volatile char*>(malloc(ROOM));
    for (size_t at = 0; room && at < ROOM; at += PAGE) room[at] = 1;
    free(const_cast<char*>(room));
}

// Runs a measurement in a process of its own, for so many seconds of processor time.
template <class Measure>
Outcome apart(double limit, Measure measure) {
    *shared = Outcome{};
    fflush(nullptr);
    pid_t child = fork();
    if (child < 0) refuse("no process can be started to measure in");
    if (child == 0) {
        rlimit most{MOST_MEMORY + STACK, MOST_MEMORY + STACK};
        setrlimit(RLIMIT_DATA, &most);
        itimerval timer{};
        timer.it_value.tv_sec = static_cast<time_t>(limit);
        timer.it_value.tv_usec = static_cast<suseconds_t>((limit - std::floor(limit)) * 1e6);
        signal(SIGPROF, SIG_DFL);
        signal(SIGALRM, SIG_DFL);
        setitimer(ITIMER_PROF, &timer, nullptr);
        timer.it_value.tv_sec = static_cast<time_t>(3 * limit) + 1;
        setitimer(ITIMER_REAL, &timer, nullptr);
        try {
            measure();
            shared->tag = 'v';
        } catch (const std::bad_alloc&) {
            shared->tag = 'm';
        } catch (const std::exception& error) {
            shared->tag = shared->in_gen ? 'g' : 'c';
            snprintf(shared->what, sizeof shared->what, "it threw: %.150s", error.what());
        } catch (...) {
            shared->tag = shared->in_gen ? 'g' : 'c';
            snprintf(shared->what, sizeof shared->what, "it threw");
        }
        kill(getpid(), SIGKILL);
    }
    int status = 0;
    waitpid(child, &status, 0);
    Outcome outcome = *shared;
    outcome.what[sizeof outcome.what - 1] = 0;
    for (char& c : outcome.what)
        if (c && (c < ' ' || c == '"' || c == '\\' || c > '~')) c = '\'';
    if (outcome.tag == 't') {
        int by = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
        if (by != SIGPROF && by != SIGALRM && by != SIGKILL) {
            outcome.tag = outcome.in_gen ? 'g' : 'c';
            snprintf(outcome.what, sizeof outcome.what, by ? "it ended by signal %d (%s)" : "it ended the process",
                     by, strsignal(by));
        }
        if (by == SIGKILL) outcome.tag = 'm';
    }
    return outcome;
}

struct Clock {
    double seconds = 0, begun = spent();
    std::map<long, double> cost{}, gen_cost{};
    std::set<uint64_t> hashes{};
    Outcome last{};

    // One call: what it takes, and what the input looks like.
    char once(long n, double limit) {
        tell("{\"trying\": \"call\", \"n\": %ld}", n);
        last = apart(limit, [&] {
            watch.on = watch.blocks_on = true;
            double start = cpu_now();
            void* input = made(n, 1);
            shared->gen = cpu_now() - start;
            shared->bytes = watch.now;
            shared->hash = hash_of_blocks();
            watch.on = watch.blocks_on = false;
            shared->in_gen = false;
            start = cpu_now();
            onsite_prepare(input);
            shared->gen += cpu_now() - start;
            start = cpu_now();
            onsite_call(input);
            shared->value = cpu_now() - start;
        });
        if (n <= 64 && last.bytes > MOST_EARLY)
            refuse("the inputs grow too fast: that of " + std::string(onsite_maker) + " at n = " + std::to_string(n) + " has " +
                   std::to_string(last.bytes) + " bytes; its size should be near n");
        if (last.tag == 'v') {
            cost[n] = std::max(last.value, 1e-8);
            gen_cost[n] = last.gen;
            hashes.insert(last.hash);
        }
        return last.tag;
    }

    std::string place(long n) const {
        std::string at = "n = " + std::to_string(n);
        return last.in_gen ? onsite_maker + (" at " + at) : std::string(onsite_name) + " at " + at;
    }

    long first() {
        Outcome kept;
        std::string at;
        for (long n : SMALLEST) {
            if (onsite_size(n - 1, n) != n) continue;
            if (once(n, TOO_LONG_AT_FIRST) == 'v') return n;
            if (at.empty()) at = place(n), kept = last;
            if (last.tag == 't') break;
        }
        if (kept.tag == 't') refuse(at + " did not return within 1.5 s");
        if (kept.tag == 'm') refuse(at + " needs more memory than there is");
        refuse(at + ": " + kept.what);
    }

    long step(long before, long n) {
        if (!before) return onsite_size(n, n + std::max(1L, n / 2));
        double ratio = std::max(cost[n] / cost[before], 1.0);
        if (cost[n] < 20e-6) ratio = std::min(ratio, 4.0);
        for (double factor : {2.0, 1.5, 1.25, 1.12, 1.0}) {
            long wanted = std::max(n + 1, static_cast<long>(static_cast<double>(n) * factor));
            long after = onsite_size(n, wanted);
            if (!after) return 0;
            double by = static_cast<double>(after - n) / static_cast<double>(n - before);
            if (cost[n] * std::pow(ratio, std::min(by, 60.0)) <= TOO_LONG / 4) return after;
        }
        return 0;
    }

    void explore() {
        long n = first(), before = 0;
        while (n < LARGEST && cost[n] < LONG_ENOUGH && gen_cost[n] < 8 * LONG_ENOUGH) {
            bool late = spent() - begun > 0.4 * seconds || hurried(0.6);
            if (late && cost.size() >= 6) break;
            long next = step(before, n);
            if (!next) break;
            if (once(next, TOO_LONG) != 'v') {
                bool early = cost.size() < 4;
                std::string why = last.tag == 't'   ? " took more than 0.4 s"
                                  : last.tag == 'm' ? " needs more memory than there is"
                                                    : std::string(": ") + last.what;
                if (last.in_gen && (last.tag == 't' || last.tag == 'm') && next <= 64)
                    refuse("the inputs grow too fast: " + place(next) + why);
                if (early && last.tag != 't' && last.tag != 'm') refuse(place(next) + why);
                if (last.tag != 't') {
                    if (last.tag != 'm') tell("{\"note\": \"%s\"}", (place(next) + why).c_str());
                    break;
                }
                next = onsite_size(n, n + std::max(1L, (next - n) / 3));
                if (!next || cost.count(next) || once(next, TOO_LONG) != 'v') break;
                break;
            }
            before = n, n = next;
        }
        if (cost.size() >= 4 && hashes.size() == 1)
            refuse(std::string(onsite_maker) + " ignores n: it makes the same input whatever the size");
    }

    double foresee(long n) const {
        auto above = cost.lower_bound(n);
        if (above == cost.end()) return cost.rbegin()->second;
        if (above == cost.begin() || above->first == n) return above->second;
        auto below = std::prev(above);
        double at = std::log(double(n) / double(below->first)) /
                    std::log(double(above->first) / double(below->first));
        return below->second * std::pow(above->second / below->second, at);
    }

    std::vector<long> sizes() const {
        long low = cost.begin()->first, high = cost.rbegin()->first;
        low = std::max({low, std::min(high / SPAN, 256L), std::min(8L, high / 8)});
        double span = std::max(1.0, double(high) / double(low));
        int count = std::clamp(static_cast<int>(2 * std::log2(span)) + 1, 8, MOST_SIZES);
        std::set<long> chosen;
        for (int i = 0; i < count; ++i)
            if (long n = std::lround(double(low) * std::pow(span, double(i) / (count - 1))))
                chosen.insert(std::min(high, onsite_size(low - 1, n)));
        return {chosen.begin(), chosen.end()};
    }

    void time(const std::vector<long>& sizes, double limit) {
        std::map<std::pair<long, unsigned>, double> best;
        double start = spent();
        for (int round = 0; round < 12; ++round) {
            if (round >= 3 && spent() - start > limit) break;
            if (round >= 1 && hurried(1)) break;
            for (long n : sizes) {
                for (unsigned seed = 1; seed <= SEEDS; ++seed) {
                    if (round > 0 && spent() - start > 2 * limit) break;
                    int count = std::clamp(static_cast<int>(BATCH_SECONDS / foresee(n)), 1, MOST_BATCH);
                    double gen = gen_cost.lower_bound(n) == gen_cost.end() ? gen_cost.rbegin()->second : gen_cost.lower_bound(n)->second;
                    count = std::clamp(static_cast<int>(0.004 / std::max(gen, 1e-7)), 1, count);
                    Outcome outcome = apart(2 * TOO_LONG, [&] { batch(n, seed, count); });
                    if (outcome.tag != 'v') continue;
                    auto [at, fresh] = best.try_emplace({n, seed}, outcome.value);
                    if (!fresh) at->second = std::min(at->second, outcome.value);
                }
            }
        }
        for (auto& [key, value] : best)
            tell("{\"clock\": %.3f, \"n\": %ld, \"seed\": %u}", value * 1e9, key.first, key.second);
    }

    // Several inputs of one size, called one after the other.
    void batch(long n, unsigned seed, int count) {
        void* warm = made(cost.begin()->first, 99);
        std::vector<void*> inputs;
        for (int i = 0; i < count; ++i) inputs.push_back(made(n, seed + SEEDS * static_cast<unsigned>(i)));
        shared->in_gen = false;
        onsite_prepare(warm);
        onsite_call(warm);
        even_heap();
        double calls = 0;
        for (void* input : inputs) {
            onsite_prepare(input);
            calls += onsite_calls(input);
        }
        double toggle = 1;
        for (int i = 0; i < 20; ++i) {
            double start = cpu_now();
            toggle = std::min(toggle, cpu_now() - start);
        }
        double start = cpu_now();
        for (void* input : inputs) onsite_call(input);
        shared->value = std::max((cpu_now() - start - toggle) / calls, 1e-10);
    }

    void memory(const std::vector<long>& sizes, double limit) {
        double start = spent();
        for (unsigned seed = 1; seed <= 2; ++seed) {
            for (long n : sizes) {
                if (spent() - start > limit / seed) break;
                if (hurried(1.5)) return;
                Outcome outcome = apart(2 * TOO_LONG, [&] { peak(n, seed); });
                if (outcome.tag != 'v') break;
                tell("{\"memory\": %.0f, \"n\": %ld, \"seed\": %u}", outcome.value, n, seed);
            }
        }
    }

    // The allocator's peak and the stack's high-water mark, on a stack made for the purpose.
    static void peak(long n, unsigned seed) {
        static void* input;
        static ucontext_t here, there;
        input = made(n, seed);
        shared->in_gen = false;
        void* stack = mmap(nullptr, STACK, PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (stack == MAP_FAILED) throw std::bad_alloc();
        getcontext(&there);
        there.uc_stack.ss_sp = stack;
        there.uc_stack.ss_size = STACK;
        there.uc_link = &here;
        makecontext(&there, static_cast<void (*)()>([] {
                        watch.on = true;
                        onsite_prepare(input);
                        onsite_call(input);
                        watch.on = false;
                    }), 0);
        swapcontext(&here, &there);
        shared->value = static_cast<double>(watch.peak) + static_cast<double>(touched(stack));
    }

    static size_t touched(void* stack) {
        const size_t page = 4096, pages = STACK / page;
        std::vector<unsigned char> resident(pages);
        if (mincore(stack, STACK, resident.data()) != 0) return 0;
        for (size_t i = 0; i < pages; ++i) {
            if (!(resident[i] & 1)) continue;
            auto* words = reinterpret_cast<uint64_t*>(static_cast<char*>(stack) + i * page);
            for (size_t w = 0; w < page / 8; ++w)
                if (words[w]) return STACK - i * page - w * 8;
        }
        return 0;
    }

    void measure() {
        explore();
        std::vector<long> chosen = sizes();
        for (long n : chosen) tell("{\"plan\": %ld, \"cost\": %.9f}", n, foresee(n));
        double left = std::max(0.4 * seconds, seconds - (spent() - begun));
        time(chosen, 0.7 * left);
        memory(chosen, 0.3 * left);
    }
};

// The instructions of one call, as the machine counts or from the file that callgrind writes.
double counted(void* input) {
    if (by_machine()) {
        double before = ask_machine();
        if (input) onsite_call(input);
        double after = ask_machine();
        return before < 0 || after < 0 ? -1 : after - before;
    }
    constexpr uint64_t DUMP = 0, ZERO = 1, START = 4;
    constexpr const char* path = "/scratch/counts.1";
    // Making and preparing an input is far quicker while nothing is counted.
    ask_callgrind(START);
    ask_callgrind(ZERO);
    if (input) onsite_call(input);
    ask_callgrind(DUMP);
    double count = -1;
    if (FILE* file = fopen(path, "r")) {
        char line[4096];
        while (fgets(line, sizeof line, file))
            if (!strncmp(line, "summary:", 8)) count = strtod(line + 8, nullptr);
        fclose(file);
        unlink(path);
    }
    return count;
}

// Counts one input of each size, then further seeds while there is time: under valgrind a process
// takes far longer to start than a small input to count, and sizes tell more than seeds. Arguments:
// size and cost by turns.
void count(double seconds, unsigned seeds, char** arguments) {
    struct Size {
        long n;
        double cost;
    };
    std::vector<Size> sizes;
    for (; arguments[0] && arguments[1]; arguments += 2)
        sizes.push_back({strtol(arguments[0], nullptr, 10), strtod(arguments[1], nullptr)});
    auto region = [seconds](long n, unsigned seed) {
        return apart(4 * seconds + 2, [&] {
            void* input = n ? made(n, seed) : nullptr;
            shared->in_gen = false;
            even_heap();
            if (input) onsite_prepare(input);
            shared->value = counted(input);
            shared->gen = input ? onsite_calls(input) : 1;
        });
    };
    double begun = spent(), toggle = region(0, 0).value;
    if (toggle < 0) return;
    const double slower = by_machine() ? 1 : NATIVE_RATE / COUNT_RATE;
    std::vector<double> took;
    for (unsigned seed = 1; seed <= seeds; ++seed) {
        for (size_t at = 0; at < sizes.size(); ++at) {
            double so_far = spent() - begun, foreseen = 0, limit = seconds;
            if (seed > 1) {
                if (at >= took.size()) break;
                foreseen = took[at];
            } else if (at > 0) {
                double more = sizes[at].cost - sizes[at - 1].cost;
                foreseen = took.back() + std::max(0.0, more) * slower;
                if (seeds > 1) limit *= FIRST_SEED;
            }
            bool late = so_far + foreseen > limit || hurried(1.6);
            if (late && (seed > 1 || at >= FEWEST_SIZES)) break;
            Outcome outcome = region(sizes[at].n, seed);
            if (outcome.tag == 't') return;
            if (seed == 1) took.push_back(spent() - begun - so_far);
            if (outcome.tag == 'v' && outcome.value >= 0)
                tell("{\"count\": %.2f, \"n\": %ld, \"seed\": %u}",
                     std::max(outcome.value - toggle, 1.0) / outcome.gen, sizes[at].n, seed);
        }
    }
}

}  // namespace onsite

extern "C" {
void* malloc(size_t size) {
    void* block = __libc_malloc(size);
    // What was freed before says nothing of an input's content.
    if (block && onsite::watch.blocks_on) memset(block, 0, malloc_usable_size(block));
    onsite::given(block);
    return block;
}
void* calloc(size_t count, size_t size) {
    void* block = __libc_calloc(count, size);
    onsite::given(block);
    return block;
}
void* realloc(void* block, size_t size) {
    onsite::taken(block);
    block = __libc_realloc(block, size);
    onsite::given(block);
    return block;
}
void* aligned_alloc(size_t alignment, size_t size) {
    void* block = __libc_memalign(alignment, size);
    onsite::given(block);
    return block;
}
void free(void* block) {
    onsite::taken(block);
    __libc_free(block);
}
}

int main(int, char** arguments) {
    onsite::hurried(1);
    void* page = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED) onsite::refuse("there is not enough memory to measure");
    onsite::shared = static_cast<onsite::Outcome*>(page);
    double seconds = strtod(arguments[2], nullptr);
    if (!strcmp(arguments[1], "clock")) {
        onsite::Clock{seconds}.measure();
    } else {
        onsite::count(seconds, strcmp(arguments[1], "brief") ? onsite::SEEDS : 1, arguments + 3);
    }
    onsite::tell("{\"done\": true}");
    _exit(0);
}
