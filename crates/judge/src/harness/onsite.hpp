// Reads a test case, hands it to an answer and writes the outcome. Included before the answer, and
// precompiled with what answers usually include, so that their own includes cost nothing. What no
// answer's types change is in onsite.cpp, which is compiled once. Nothing here knows what is
// expected.
#ifndef ONSITE_HPP
#define ONSITE_HPP

#include <algorithm>
#include <array>
#include <climits>
#include <cmath>
#include <cstdint>
#include <deque>
#include <functional>
#include <limits>
#include <map>
#include <numeric>
#include <queue>
#include <set>
#include <stack>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <cxxabi.h>
#include <exception>
#include <new>
#include <optional>
#include <string>
#include <type_traits>
#include <typeinfo>
#include <unistd.h>
#include <vector>

#ifndef ONSITE_TREE_VALUE
#define ONSITE_TREE_VALUE long long
#endif
#ifndef ONSITE_LIST_VALUE
#define ONSITE_LIST_VALUE long long
#endif

// A node of a binary tree.
struct TreeNode {
    ONSITE_TREE_VALUE val{};
    TreeNode* left = nullptr;
    TreeNode* right = nullptr;
    TreeNode() = default;
    TreeNode(ONSITE_TREE_VALUE value) : val(value) {}
    TreeNode(ONSITE_TREE_VALUE value, TreeNode* l, TreeNode* r) : val(value), left(l), right(r) {}
};

// A node of a singly linked list.
struct ListNode {
    ONSITE_LIST_VALUE val{};
    ListNode* next = nullptr;
    ListNode() = default;
    ListNode(ONSITE_LIST_VALUE value) : val(value) {}
    ListNode(ONSITE_LIST_VALUE value, ListNode* n) : val(value), next(n) {}
};

namespace onsite {

// More than any result within the output limit can hold.
constexpr std::size_t most_nodes = 5'000'000;

// The input was checked before it came here, so what does not fit is a fault of the judge's.
[[noreturn]] void broken_input();

// Walks through a JSON text whose types are known.
class Reader {
public:
    explicit Reader(std::string text) : text_(std::move(text)) {}

    char peek();
    bool take(char wanted);
    void expect(char wanted);
    bool take_null();
    std::size_t place() const { return at_; }
    void go_to(std::size_t place) { at_ = place; }

    // The next argument, with the comma before it where there is one.
    template <class T> T next() {
        take(',');
        T value{};
        read(value);
        return value;
    }

    void skip();

    void read(long long& value);
    void read(double& value);
    void read(bool& value);
    void read(std::string& value);
    template <class T> void read(std::optional<T>& value) {
        if (take_null()) return;
        T inner{};
        read(inner);
        value = std::move(inner);
    }
    template <class T> void read(std::vector<T>& value) {
        expect('[');
        if (take(']')) return;
        do {
            T item{};
            read(item);
            value.push_back(std::move(item));
        } while (take(','));
        expect(']');
    }
    void read(ListNode*& value);
    void read(TreeNode*& value);

private:
    void skip_word();
    unsigned long hex();
    void append_escape(std::string& value);

    std::string text_;
    std::size_t at_ = 0;
};

// A result that cannot be written: what should stand there and what stands there.
struct Mismatch {
    const char* expected;
    const char* found;
};

// Collects a JSON text.
class Writer {
public:
    std::string text;

    void item() {
        if (!text.empty() && text.back() != '[') text += ',';
    }
    void null() { text += "null"; }

    template <class T> void write(const T& value) {
        if constexpr (std::is_same_v<T, bool>) {
            text += value ? "true" : "false";
        } else if constexpr (std::is_same_v<T, char>) {
            write_string(std::string(1, value));
        } else if constexpr (std::is_integral_v<T>) {
            text += std::to_string(value);
        } else if constexpr (std::is_floating_point_v<T>) {
            write_double(static_cast<double>(value));
        } else if constexpr (std::is_convertible_v<T, TreeNode*>) {
            write_tree(value);
        } else if constexpr (std::is_convertible_v<T, ListNode*>) {
            write_linked_list(value);
        } else if constexpr (std::is_convertible_v<T, std::string>) {
            write_string(value);
        } else if constexpr (std::is_same_v<T, std::nullptr_t>) {
            text += "[]";
        } else if constexpr (std::is_same_v<T, std::nullopt_t>) {
            null();
        } else {
            write_compound(value);
        }
    }

    void write_string(const std::string& value);

private:
    template <class T> void write_compound(const std::optional<T>& value) {
        if (value) write(*value); else null();
    }
    template <class T> void write_compound(const std::vector<T>& value) {
        text += '[';
        bool first = true;
        for (const auto& each : value) {
            if (!first) text += ',';
            first = false;
            write(static_cast<const T&>(each));
        }
        text += ']';
    }
    template <class T> void write_compound(const T&) {
        static_assert(!sizeof(T), "the answer returns a type that the signature does not have");
    }
    void write_double(double value);
    void write_linked_list(const ListNode* node);
    void write_tree(const TreeNode* root);
};

// What is done with a case.
using Work = void (*)(void* body, Reader& in, Writer& out);

// Reads the case, lets `work` handle it and tells the outcome.
int run_work(Work work, void* body);

template <class Body> int run(Body body) {
    Work work = [](void* own, Reader& in, Writer& out) { (*static_cast<Body*>(own))(in, out); };
    return run_work(work, &body);
}

// One call of a sequence: `["name", [arguments…]]` or `["name", [arguments…], times]`.
class Call {
public:
    Call(Reader& in, Writer& out);

    // Makes the call as often as asked; the arguments are read anew each time, so that one call
    // cannot change the next one's.
    template <class Body> void make(Body body) {
        out_.item();
        if (times_ < 0) {
            once(body);
        } else {
            out_.text += '[';
            for (long long i = 0; i < times_; ++i) {
                out_.item();
                once(body);
            }
            out_.text += ']';
        }
        in_.go_to(after_);
    }

    std::string name;

private:
    template <class Body> void once(Body& body) {
        in_.go_to(arguments_);
        in_.expect('[');
        body();
    }

    Reader& in_;
    Writer& out_;
    std::size_t arguments_ = 0;
    std::size_t after_ = 0;
    long long times_ = -1;
};

// What most cases hold is compiled once, in onsite.cpp.
#define ONSITE_OFTEN(DO)                                                                           \
    DO(long long)                                                                                  \
    DO(double)                                                                                     \
    DO(bool)                                                                                       \
    DO(std::string)                                                                                \
    DO(std::vector<long long>)                                                                     \
    DO(std::vector<double>)                                                                        \
    DO(std::vector<std::string>)
#define ONSITE_ELSEWHERE(T)                                                                        \
    extern template void Reader::read<T>(std::vector<T>&);                                         \
    extern template void Writer::write<std::vector<T>>(const std::vector<T>&);
ONSITE_OFTEN(ONSITE_ELSEWHERE)
#undef ONSITE_ELSEWHERE

} // namespace onsite

// So are hash tables that answers often make, where the library's own parts have these names.
#ifdef __GLIBCXX__
#define ONSITE_TABLE(HOW, KEY, VALUE, SELECT, KEPT, SET)                                           \
    HOW class std::_Hashtable<KEY, VALUE, std::allocator<VALUE>, std::__detail::SELECT,            \
                              std::equal_to<KEY>, std::hash<KEY>,                                  \
                              std::__detail::_Mod_range_hashing,                                   \
                              std::__detail::_Default_ranged_hash,                                 \
                              std::__detail::_Prime_rehash_policy,                                 \
                              std::__detail::_Hashtable_traits<KEPT, SET, true>>;
#define ONSITE_TABLES(HOW)                                                                         \
    HOW class std::unordered_map<long long, long long>;                                            \
    HOW class std::unordered_map<std::string, long long>;                                          \
    HOW class std::unordered_set<long long>;                                                       \
    HOW class std::unordered_set<std::string>;                                                     \
    ONSITE_TABLE(HOW, long long, onsite::Counted<long long>, _Select1st, false, false)             \
    ONSITE_TABLE(HOW, std::string, onsite::Counted<std::string>, _Select1st, true, false)          \
    ONSITE_TABLE(HOW, long long, long long, _Identity, false, true)                                \
    ONSITE_TABLE(HOW, std::string, std::string, _Identity, true, true)
namespace onsite {
template <class T> using Counted = std::pair<const T, long long>;
}
ONSITE_TABLES(extern template)

// So are the special functions of <cmath>: the library's own calls of them, for float and long
// double, would have them instantiated in every answer.
#define ONSITE_SPECIAL(HOW, T)                                                                     \
    HOW T std::__detail::__poly_laguerre(unsigned, unsigned, T);                                   \
    HOW T std::__detail::__assoc_legendre_p(unsigned, unsigned, T, T);                             \
    HOW T std::__detail::__poly_legendre_p(unsigned, T);                                           \
    HOW T std::__detail::__sph_legendre(unsigned, unsigned, T);                                    \
    HOW T std::__detail::__poly_hermite_recursion(unsigned, T);                                    \
    HOW T std::__detail::__beta_lgamma(T, T);                                                      \
    HOW T std::__detail::__comp_ellint_1(T);                                                       \
    HOW T std::__detail::__comp_ellint_2(T);                                                       \
    HOW T std::__detail::__comp_ellint_3(T, T);                                                    \
    HOW T std::__detail::__ellint_1(T, T);                                                         \
    HOW T std::__detail::__ellint_2(T, T);                                                         \
    HOW T std::__detail::__ellint_3(T, T, T);                                                      \
    HOW T std::__detail::__cyl_bessel_i(T, T);                                                     \
    HOW T std::__detail::__cyl_bessel_j(T, T);                                                     \
    HOW T std::__detail::__cyl_bessel_k(T, T);                                                     \
    HOW T std::__detail::__cyl_neumann_n(T, T);                                                    \
    HOW T std::__detail::__sph_bessel(unsigned, T);                                                \
    HOW T std::__detail::__sph_neumann(unsigned, T);                                               \
    HOW T std::__detail::__expint_Ei(T);                                                           \
    HOW T std::__detail::__riemann_zeta(T);
ONSITE_SPECIAL(extern template, float)
ONSITE_SPECIAL(extern template, long double)
#endif

#endif
