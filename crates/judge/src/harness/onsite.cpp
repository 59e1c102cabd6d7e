// The part of the harness that is the same for every answer.
#include "onsite.hpp"

namespace onsite {

void broken_input() {
    std::fputs("the test case cannot be read\n", stderr);
    std::_Exit(97);
}

char Reader::peek() {
    while (at_ < text_.size() && std::strchr(" \t\r\n", text_[at_])) ++at_;
    return at_ < text_.size() ? text_[at_] : '\0';
}

bool Reader::take(char wanted) {
    if (peek() != wanted) return false;
    ++at_;
    return true;
}

void Reader::expect(char wanted) {
    if (!take(wanted)) broken_input();
}

bool Reader::take_null() {
    if (peek() != 'n') return false;
    at_ += 4;
    return true;
}

void Reader::skip() {
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

void Reader::skip_word() {
    while (at_ < text_.size() && !std::strchr(",] \t\r\n", text_[at_])) ++at_;
}

void Reader::read(long long& value) {
    peek();
    char* end = nullptr;
    value = std::strtoll(text_.c_str() + at_, &end, 10);
    at_ = static_cast<std::size_t>(end - text_.c_str());
}

void Reader::read(double& value) {
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

void Reader::read(bool& value) {
    value = peek() == 't';
    at_ += value ? 4 : 5;
}

void Reader::read(std::string& value) {
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

void Reader::read(ListNode*& value) {
    std::vector<ONSITE_LIST_VALUE> items;
    read(items);
    for (std::size_t i = items.size(); i-- > 0;) value = new ListNode(items[i], value);
}

void Reader::read(TreeNode*& value) {
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

unsigned long Reader::hex() {
    unsigned long code = std::strtoul(text_.substr(at_, 4).c_str(), nullptr, 16);
    at_ += 4;
    return code;
}

void Reader::append_escape(std::string& value) {
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

void Writer::write_string(const std::string& value) {
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

void Writer::write_double(double value) {
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

void Writer::write_linked_list(const ListNode* node) {
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

void Writer::write_tree(const TreeNode* root) {
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

static void tell(const std::string& outcome) {
    for (std::size_t at = 0; at < outcome.size();) {
        ssize_t written = ::write(3, outcome.data() + at, outcome.size() - at);
        if (written <= 0) return;
        at += static_cast<std::size_t>(written);
    }
}

static int tell_words(const char* tag, const std::string& words) {
    Writer out;
    out.write_string(words);
    tell(std::string("[\"") + tag + "\"," + out.text + "]");
    return 1;
}

static std::string read_all() {
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

static std::string name_of(const std::exception& error) {
    int status = 0;
    const char* raw = typeid(error).name();
    char* plain = abi::__cxa_demangle(raw, nullptr, nullptr, &status);
    std::string name = status == 0 && plain ? plain : raw;
    std::free(plain);
    return name;
}

int run_work(Work work, void* body) {
    try {
        Reader in(read_all());
        Writer out;
        work(body, in, out);
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

Call::Call(Reader& in, Writer& out) : in_(in), out_(out) {
    in_.expect('[');
    in_.read(name);
    in_.expect(',');
    arguments_ = in_.place();
    in_.skip();
    if (in_.take(',')) in_.read(times_);
    in_.expect(']');
    after_ = in_.place();
}

#define ONSITE_INSTANTIATE(T)                                                                      \
    template void Reader::read<T>(std::vector<T>&);                                                \
    template void Writer::write<std::vector<T>>(const std::vector<T>&);
ONSITE_OFTEN(ONSITE_INSTANTIATE)

} // namespace onsite

#ifdef __GLIBCXX__
ONSITE_TABLES(template)
ONSITE_SPECIAL(template, float)
ONSITE_SPECIAL(template, long double)
#endif
