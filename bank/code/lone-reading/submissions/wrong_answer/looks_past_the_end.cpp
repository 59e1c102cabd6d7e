#include <utility>
#include <vector>

class Register {
public:
    explicit Register(std::vector<long long> numbers) : numbers_(std::move(numbers)) {
        numbers_.push_back(numbers_.back() + 1);
    }

    long long lone(long long start, long long end) const {
        long long low = 0;
        long long high = (end - start) / 2 + 1;
        while (low < high) {
            const long long middle = (low + high) / 2;
            const long long first = start + 2 * middle;
            if (numbers_[first] == numbers_[first + 1]) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return numbers_[start + 2 * low];
    }

private:
    std::vector<long long> numbers_;
};
