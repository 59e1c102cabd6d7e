#include <cstddef>
#include <string>
#include <vector>

static char opener_of(char closer) {
    switch (closer) {
        case ')': return '(';
        case ']': return '[';
        case '}': return '{';
        default: return '\0';
    }
}

long long first_fault(const std::string& formula) {
    std::vector<std::size_t> opened;
    for (std::size_t place = 0; place < formula.size(); ++place) {
        const char character = formula[place];
        const char top = opened.empty() ? '\0' : formula[opened.back()];
        if (top == '"') {
            if (character == '"') {
                opened.pop_back();
            }
        } else if (character == '(' || character == '[' || character == '{' || character == '"') {
            opened.push_back(place);
        } else if (const char opener = opener_of(character); opener != '\0') {
            if (top != opener) {
                return static_cast<long long>(place);
            }
            opened.pop_back();
        }
    }
    return opened.empty() ? -1 : static_cast<long long>(opened.front());
}
