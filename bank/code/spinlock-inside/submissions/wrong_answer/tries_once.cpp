#include <algorithm>
#include <string>
#include <vector>

using Lines = std::vector<std::string>;

bool has(const Lines& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::vector<Lines> spinlock(long long, const Lines& offers, const Lines& demands, bool) {
    // A fence costs a machine without delays nothing.
    Lines acquire, release = {"fence"};
    bool ticket = has(demands, "fair") || (!has(offers, "swap") && !has(offers, "cas"));
    if (ticket) {
        acquire = {"add r0 m0 1", "load r1 m1", "jump_ne r0 r1 1"};
        release.insert(release.end(), {"plus r0 1", "store m1 r0"});
    } else if (has(offers, "cas")) {
        acquire = {"load r0 m0", "jump_ne r0 0 0", "cas r1 m0 0 1"};
        release.push_back("store m0 0");
    } else {
        acquire = {"load r0 m0", "jump_ne r0 0 0", "swap r0 m0 1", "jump_eq r0 1 0"};
        release.push_back("store m0 0");
    }
    return {acquire, release};
}
