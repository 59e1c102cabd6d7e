#include <cstddef>
#include <optional>
#include <queue>
#include <string>
#include <unordered_map>

class FirstUnique {
public:
    void add(const std::string& text) {
        for (std::size_t start = 0; start < text.size();) {
            const std::size_t length = length_of(static_cast<unsigned char>(text[start]));
            const std::string character = text.substr(start, length);
            const auto [entry, is_new] = repeated_.try_emplace(character, false);
            if (is_new) {
                candidates_.push(character);
            } else {
                entry->second = true;
            }
            start += length;
        }
    }

    std::optional<std::string> first() {
        while (!candidates_.empty() && repeated_[candidates_.front()]) {
            candidates_.pop();
        }
        if (candidates_.empty()) {
            return std::nullopt;
        }
        return candidates_.front();
    }

private:
    // The first byte of a character in UTF-8 says how many bytes it has.
    static std::size_t length_of(unsigned char first) {
        if (first < 0x80) {
            return 1;
        }
        return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    }

    std::unordered_map<std::string, bool> repeated_;
    std::queue<std::string> candidates_;
};
