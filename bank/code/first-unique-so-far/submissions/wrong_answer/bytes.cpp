#include <array>
#include <optional>
#include <queue>
#include <string>

class FirstUnique {
public:
    void add(const std::string& text) {
        for (const char character : text) {
            const auto code = static_cast<unsigned char>(character);
            if (++counts_[code] == 1) {
                candidates_.push(code);
            }
        }
    }

    std::optional<std::string> first() {
        while (!candidates_.empty() && counts_[candidates_.front()] > 1) {
            candidates_.pop();
        }
        if (candidates_.empty()) {
            return std::nullopt;
        }
        return std::string(1, static_cast<char>(candidates_.front()));
    }

private:
    std::array<int, 256> counts_{};
    std::queue<unsigned char> candidates_;
};
