#include <cstddef>
#include <string>
#include <vector>

long long first_fault(const std::string& formula) {
    const std::string openers = "([{";
    const std::string closers = ")]}";
    std::vector<std::size_t> opened;
    for (std::size_t place = 0; place < formula.size(); ++place) {
        if (formula[place] == '"') {
            const std::size_t end = formula.find('"', place + 1);
            if (end == std::string::npos) {
                return static_cast<long long>(place);
            }
            place = end;
        } else if (openers.find(formula[place]) != std::string::npos) {
            opened.push_back(place);
        } else if (closers.find(formula[place]) != std::string::npos) {
            const std::size_t kind = closers.find(formula[place]);
            if (opened.empty() || formula[opened.back()] != openers[kind]) {
                return static_cast<long long>(place);
            }
            opened.pop_back();
        }
    }
    return opened.empty() ? -1 : static_cast<long long>(opened.front());
}
