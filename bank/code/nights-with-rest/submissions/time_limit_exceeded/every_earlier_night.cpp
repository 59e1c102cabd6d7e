#include <algorithm>
#include <vector>

std::vector<long long> plan_nights(const std::vector<long long>& values, long long rest) {
    const long long n = static_cast<long long>(values.size());
    // The best plan that ends with this night, and the night before in it.
    std::vector<long long> ending(n);
    std::vector<long long> before(n, -1);
    for (long long i = 0; i < n; ++i) {
        long long most = 0;
        for (long long earlier = 0; earlier + rest < i; ++earlier) {
            if (ending[earlier] > most) {
                most = ending[earlier];
                before[i] = earlier;
            }
        }
        ending[i] = values[i] + most;
    }
    long long night = std::max_element(ending.begin(), ending.end()) - ending.begin();
    std::vector<long long> nights;
    if (ending[night] <= 0) {
        return nights;
    }
    for (; night != -1; night = before[night]) {
        nights.push_back(night);
    }
    std::reverse(nights.begin(), nights.end());
    return nights;
}
