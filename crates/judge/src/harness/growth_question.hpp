// Gives an answer to a question the inputs that its growth.py made, and calls it. Included behind
// the answer; what the signature decides stands in the main file.
#pragma once

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <functional>
#include <tuple>
#include <utility>

namespace onsite {

// An input where it lies in the file: one to a line, size and seed before it.
struct Line {
    long n;
    unsigned seed;
    const char* text;
    std::size_t length;
};

inline std::vector<Line> read_lines() {
    std::vector<Line> lines;
    int file = ::open("/scratch/inputs", O_RDONLY);
    struct stat facts {};
    if (file < 0 || ::fstat(file, &facts) != 0 || facts.st_size == 0) return lines;
    auto size = static_cast<std::size_t>(facts.st_size);
    void* mapped = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
    ::close(file);
    if (mapped == MAP_FAILED) return lines;
    const char* at = static_cast<const char*>(mapped);
    for (const char* end = at + size; at < end;) {
        auto* stop = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
        if (!stop) break;
        char* next = nullptr;
        long n = std::strtol(at, &next, 10);
        auto seed = static_cast<unsigned>(std::strtoul(next, &next, 10));
        lines.push_back({n, seed, next, static_cast<std::size_t>(stop - next)});
        at = stop + 1;
    }
    return lines;
}

inline const std::vector<Line> lines = read_lines();

// The input of a size; a seed that there is none of stands for one that there is.
inline std::string input_text(long n, unsigned seed) {
    std::vector<const Line*> same;
    for (const Line& line : lines)
        if (line.n == n) same.push_back(&line);
    if (same.empty()) return {};
    const Line& line = *same[(seed - 1) % same.size()];
    return {line.text, line.length};
}

// Calls with arguments that may be taken over, where the answer does not want to write to them.
template <class Call, class... Given>
decltype(auto) call_with(Call call, std::tuple<Given...>& given) {
    return std::apply(
        [&](Given&... each) -> decltype(auto) {
            if constexpr (std::is_invocable_v<Call, Given&&...>) {
                return call(std::move(each)...);
            } else {
                return call(each...);
            }
        },
        given);
}

// Keeps a result where the compiler must believe that it is read, and never destroys it.
template <class Make> [[gnu::noinline]] void keep(Make make) {
    using Result = std::decay_t<decltype(make())>;
    alignas(Result) static unsigned char room[sizeof(Result)];
    new (room) Result(make());
    asm volatile("" : : "r"(room) : "memory");
}

// Has the compiler believe that a result is read.
template <class Value> void look_at(const Value& value) {
    asm volatile("" : : "r"(&value) : "memory");
}

// One call of a sequence, ready to be made.
template <class Object> struct Step {
    std::function<void(Object*&)> make;
    long long times = 1;
};

// The calls before those that are measured, and these.
template <class Object> struct Calls {
    bool apart = false;
    std::vector<Step<Object>> prepare, measure;
    Object* object = nullptr;

    double share() const {
        long long sum = 0;
        for (const auto& step : measure) sum += step.times;
        return apart && sum > 0 ? static_cast<double>(sum) : 1;
    }
    void run(std::vector<Step<Object>>& steps) {
        for (auto& step : steps)
            for (long long i = 0; i < step.times; ++i) step.make(object);
    }
};

} // namespace onsite
