// Reads a test case, hands it to an answer and writes the outcome. Included before the answer, so
// it takes in as few headers as it can. Nothing here knows what is expected.
#pragma once

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
[[noreturn]] inline void broken_input() {
    std::fputs("the test case cannot be read\n", stderr);
    std::_Exit(97);
}

// Walks through a JSON text whose types are known.
class Reader {
public:
    explicit Reader(std::string text) : text_(std::move(text)) {}

    char peek() {
        while (at_ < text_.size() && std::strchr(" \t\r\n", text_[at_])) ++at_;
        return at_ < text_.size() ? text_[at_] : '\0';
    }
    bool take(char wanted) {
        if (peek() != wanted) return false;
        ++at_;
        return true;
    }
    void expect(char wanted) {
        if (!take(wanted)) broken_input();
    }
    bool take_null() {
        if (peek() != 'n') return false;
        at_ += 4;
        return true;
    }
    std::size_t place() const { return at_; }
    void go_to(std::size_t place) { at_ = place; }

    // The next argument, with the comma before it where there is one.
    template <class T> T next() {
        take(',');
        T value{};
        read(value);
        return value;
    }

    void skip() {
        int depth = 0;
        do {
            char c = peek();
            if (c == '"') {
                std::string unused;
                read(unused);
            } else if (c == '\0') {
                broken_input();
            } else {
                if (c == '[') ++depth;
                if (c == ']') --depth;
                ++at_;
                if (depth == 0 && c != ']') skip_word();
            }
        } while (depth > 0);
    }

    void read(long long& value) {
        peek();
        char* end = nullptr;
        value = std::strtoll(text_.c_str() + at_, &end, 10);
        at_ = static_cast<std::size_t>(end - text_.c_str());
    }
    void read(double& value) {
        if (peek() == '"') {
            std::string word;
            read(word);
            value = std::strtod(word.c_str(), nullptr);
            return;
        }
        char* end = nullptr;
        value = std::strtod(text_.c_str() + at_, &end);
        at_ = static_cast<std::size_t>(end - text_.c_str());
    }
    void read(bool& value) {
        value = peek() == 't';
        at_ += value ? 4 : 5;
    }
    void read(std::string& value) {
        expect('"');
        while (at_ < text_.size() && text_[at_] != '"') {
            char c = text_[at_++];
            if (c != '\\') {
                value += c;
                continue;
            }
            c = text_[at_++];
            switch (c) {
            case 'b': value += '\b'; break;
            case 'f': value += '\f'; break;
            case 'n': value += '\n'; break;
            case 'r': value += '\r'; break;
            case 't': value += '\t'; break;
            case 'u': append_escape(value); break;
            default: value += c;
            }
        }
        ++at_;
    }
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
    void read(ListNode*& value) {
        std::vector<ONSITE_LIST_VALUE> items;
        read(items);
        for (std::size_t i = items.size(); i-- > 0;) value = new ListNode(items[i], value);
    }
    void read(TreeNode*& value) {
        std::vector<std::optional<ONSITE_TREE_VALUE>> entries;
        read(entries);
        if (entries.empty() || !entries[0]) return;
        value = new TreeNode(*entries[0]);
        std::vector<TreeNode*> level{value};
        std::size_t place = 1;
        for (std::size_t i = 0; i < level.size() && place < entries.size(); ++i) {
            TreeNode* node = level[i];
            for (TreeNode** side : {&node->left, &node->right}) {
                if (place < entries.size() && entries[place]) {
                    *side = new TreeNode(*entries[place]);
                    level.push_back(*side);
                }
                ++place;
            }
        }
    }

private:
    void skip_word() {
        while (at_ < text_.size() && !std::strchr(",] \t\r\n", text_[at_])) ++at_;
    }
    unsigned long hex() {
        unsigned long code = std::strtoul(text_.substr(at_, 4).c_str(), nullptr, 16);
        at_ += 4;
        return code;
    }
    void append_escape(std::string& value) {
        unsigned long code = hex();
        if (code >= 0xD800 && code < 0xDC00 && text_.compare(at_, 2, "\\u") == 0) {
            at_ += 2;
            code = 0x10000 + ((code - 0xD800) << 10) + (hex() - 0xDC00);
        }
        auto put = [&](unsigned long byte) { value += static_cast<char>(byte); };
        if (code < 0x80) {
            put(code);
        } else if (code < 0x800) {
            put(0xC0 | code >> 6);
            put(0x80 | (code & 0x3F));
        } else if (code < 0x10000) {
            put(0xE0 | code >> 12);
            put(0x80 | (code >> 6 & 0x3F));
            put(0x80 | (code & 0x3F));
        } else {
            put(0xF0 | code >> 18);
            put(0x80 | (code >> 12 & 0x3F));
            put(0x80 | (code >> 6 & 0x3F));
            put(0x80 | (code & 0x3F));
        }
    }

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

    void write_string(const std::string& value) {
        text += '"';
        for (char c : value) {
            unsigned char byte = static_cast<unsigned char>(c);
            if (c == '"' || c == '\\') {
                text += '\\';
                text += c;
            } else if (byte < 0x20) {
                char escape[8];
                std::snprintf(escape, sizeof escape, "\\u%04x", byte);
                text += escape;
            } else {
                text += c;
            }
        }
        text += '"';
    }

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
    void write_double(double value) {
        if (value != value) {
            text += "\"nan\"";
        } else if (value - value != 0) {
            text += value > 0 ? "\"inf\"" : "\"-inf\"";
        } else {
            char digits[40];
            std::snprintf(digits, sizeof digits, "%.17g", value);
            text += digits;
            // A whole float stays a float, so that it is not taken for an integer.
            if (!std::strpbrk(digits, ".e")) text += ".0";
        }
    }
    void write_linked_list(const ListNode* node) {
        text += '[';
        const ListNode* slow = node;
        for (std::size_t count = 0; node; ++count, node = node->next) {
            // The slow one goes half as fast; they meet again only in a circle.
            if (count > 0 && count % 2 == 0) slow = slow->next;
            if (count > 0 && slow == node) {
                throw Mismatch{"a linked list that ends", "one that runs in a circle"};
            }
            if (count > 0) text += ',';
            write(node->val);
        }
        text += ']';
    }
    void write_tree(const TreeNode* root) {
        std::vector<const TreeNode*> level{root};
        text += '[';
        std::size_t end = text.size();
        for (std::size_t i = 0; i < level.size(); ++i) {
            if (i > 0) text += ',';
            if (!level[i]) {
                text += "null";
                continue;
            }
            write(level[i]->val);
            end = text.size();
            level.push_back(level[i]->left);
            level.push_back(level[i]->right);
            if (level.size() > 2 * most_nodes) {
                throw Mismatch{"a tree", "nodes that hang in a circle"};
            }
        }
        // Missing entries at the end are left out.
        text.resize(end);
        text += ']';
    }
};

inline void tell(const std::string& outcome) {
    for (std::size_t at = 0; at < outcome.size();) {
        ssize_t written = ::write(3, outcome.data() + at, outcome.size() - at);
        if (written <= 0) return;
        at += static_cast<std::size_t>(written);
    }
}

inline int tell_words(const char* tag, const std::string& words) {
    Writer out;
    out.write_string(words);
    tell(std::string("[\"") + tag + "\"," + out.text + "]");
    return 1;
}

inline std::string read_all() {
    std::string text;
    std::size_t size = 0;
    for (;;) {
        text.resize(size + 65536 + size / 2);
        ssize_t count = ::read(0, text.data() + size, text.size() - size);
        if (count <= 0) break;
        size += static_cast<std::size_t>(count);
    }
    text.resize(size);
    return text;
}

inline std::string name_of(const std::exception& error) {
    int status = 0;
    const char* raw = typeid(error).name();
    char* plain = abi::__cxa_demangle(raw, nullptr, nullptr, &status);
    std::string name = status == 0 && plain ? plain : raw;
    std::free(plain);
    return name;
}

// Reads the case, lets `body` work on it and tells the outcome.
template <class Body> int run(Body body) {
    try {
        Reader in(read_all());
        Writer out;
        body(in, out);
        tell("[\"value\"," + out.text + "]");
        return 0;
    } catch (const Mismatch& mismatch) {
        tell(std::string("[\"mismatch\",\"the result\",\"") + mismatch.expected + "\",\"" +
             mismatch.found + "\",\"\"]");
        return 0;
    } catch (const std::bad_array_new_length& error) {
        return tell_words("raised", "std::bad_array_new_length: a size below zero or too large");
    } catch (const std::bad_alloc&) {
        tell("[\"memory\"]");
        return 1;
    } catch (const std::exception& error) {
        return tell_words("raised", name_of(error) + ": " + error.what());
    } catch (...) {
        return tell_words("raised", "a value that is not a std::exception was thrown");
    }
}

// One call of a sequence: `["name", [arguments…]]` or `["name", [arguments…], times]`.
class Call {
public:
    Call(Reader& in, Writer& out) : in_(in), out_(out) {
        in_.expect('[');
        in_.read(name);
        in_.expect(',');
        arguments_ = in_.place();
        in_.skip();
        if (in_.take(',')) in_.read(times_);
        in_.expect(']');
        after_ = in_.place();
    }

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

} // namespace onsite
