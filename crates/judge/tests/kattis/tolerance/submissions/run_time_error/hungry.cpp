#include <cstdlib>
#include <cstring>

int main() {
    for (;;) {
        void* more = std::malloc(1 << 20);
        if (more != nullptr) std::memset(more, 1, 1 << 20);
    }
}
