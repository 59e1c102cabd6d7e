#include <utility>
#include <vector>

class Register {
public:
    explicit Register(std::vector<long long> numbers) : numbers_(std::move(numbers)) {}

    long long lone(long long start, long long end) const {
        const long long* stretch = numbers_.data() + start;
        // Before `left` all is paired; the lone number is at an even offset in [left, right].
        long long left = 0;
        long long right = end - start - 1;
        while (left < right) {
            const long long first = left + (right - left) / 4 * 2;
            if (stretch[first] == stretch[first + 1]) {
                left = first + 2;
            } else {
                right = first;
            }
        }
        return stretch[left];
    }

private:
    std::vector<long long> numbers_;
};
