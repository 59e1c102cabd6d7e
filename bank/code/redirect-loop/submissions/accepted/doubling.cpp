#include <vector>

std::vector<long long> redirect_loop(const std::vector<long long>& target, long long start) {
    // The waiting walker moves up to the other at steps 1, 2, 4, 8 …
    long long waiting = start, walker = target[start], length = 1, room = 1;
    while (walker != waiting) {
        if (walker == -1) {
            return {-1, 0};
        }
        if (length == room) {
            waiting = walker;
            room *= 2;
            length = 0;
        }
        walker = target[walker];
        ++length;
    }

    // With a lead of one round, both reach the loop's first page together.
    long long behind = start, ahead = start;
    for (long long i = 0; i < length; ++i) {
        ahead = target[ahead];
    }
    while (behind != ahead) {
        behind = target[behind];
        ahead = target[ahead];
    }
    return {behind, length};
}
