#include <utility>
#include <vector>

class Register {
public:
    explicit Register(std::vector<long long> numbers) : numbers_(std::move(numbers)) {}

    long long lone(long long start, long long end) const {
        long long folded = 0;
        for (long long place = start; place < end; ++place) {
            folded ^= numbers_[place];
        }
        return folded;
    }

private:
    std::vector<long long> numbers_;
};
