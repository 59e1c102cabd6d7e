// Functions of text, matrices, lists and graphs.
#include <algorithm>
#include <queue>
#include <random>
#include <string>
#include <vector>

struct Node {
    long value;
    Node* next;
};

struct Input {
    long n;
    std::string text, other;
    Node* head = nullptr;
    std::vector<std::vector<long>> links;
};

Input* gen(long n, unsigned seed) {
    std::mt19937 draw(seed);
    auto* in = new Input{};
    in->n = n;
    for (long i = 0; i < n; ++i) {
        in->text += static_cast<char>('a' + draw() % 8);
        in->other += static_cast<char>('a' + draw() % 8);
        in->head = new Node{static_cast<long>(draw()), in->head};
        in->links.push_back({});
        for (int k = 0; k < 3; ++k)
            in->links.back().push_back(static_cast<long>(draw() % static_cast<unsigned long>(n)));
    }
    return in;
}

long list_length(Input& in) {
    long length = 0;
    for (Node* node = in.head; node; node = node->next) ++length;
    return length;
}

Node* list_reversed(Input& in) {
    Node* before = nullptr;
    while (in.head) {
        Node* next = in.head->next;
        in.head->next = before;
        before = in.head;
        in.head = next;
    }
    return before;
}

std::string reversed(Input& in) { return {in.text.rbegin(), in.text.rend()}; }

long common_subsequence(Input& in) {
    std::vector<std::vector<long>> table(in.n + 1, std::vector<long>(in.n + 1));
    for (long i = 1; i <= in.n; ++i)
        for (long j = 1; j <= in.n; ++j)
            table[i][j] = in.text[i - 1] == in.other[j - 1]
                              ? table[i - 1][j - 1] + 1
                              : std::max(table[i - 1][j], table[i][j - 1]);
    return table[in.n][in.n];
}

long common_subsequence_row(Input& in) {
    std::vector<long> row(in.n + 1);
    for (long i = 1; i <= in.n; ++i) {
        long corner = 0;
        for (long j = 1; j <= in.n; ++j) {
            long kept = row[j];
            row[j] = in.text[i - 1] == in.other[j - 1] ? corner + 1 : std::max(row[j], row[j - 1]);
            corner = kept;
        }
    }
    return row[in.n];
}

long cut_from_front(Input& in) {
    long total = 0;
    std::string rest = in.text;
    while (!rest.empty()) {
        total += rest[0];
        rest = rest.substr(1);
    }
    return total;
}

double product(Input& in) {
    long n = in.n;
    std::vector<std::vector<double>> a(n, std::vector<double>(n, 1.5)), c(n, std::vector<double>(n));
    for (long i = 0; i < n; ++i)
        for (long j = 0; j < n; ++j)
            for (long k = 0; k < n; ++k) c[i][j] += a[i][k] * a[k][j];
    return c[n - 1][0];
}

long identity(Input& in) {
    std::vector<std::vector<long>> rows(in.n, std::vector<long>(in.n));
    for (long i = 0; i < in.n; ++i) rows[i][i] = 1;
    return rows[in.n - 1][in.n - 1];
}

long reached(Input& in) {
    std::vector<bool> seen(in.n);
    std::queue<long> waiting;
    waiting.push(0);
    seen[0] = true;
    long count = 0;
    while (!waiting.empty()) {
        long at = waiting.front();
        waiting.pop();
        ++count;
        for (long other : in.links[at])
            if (!seen[other]) seen[other] = true, waiting.push(other);
    }
    return count;
}

long depth_of(Input& in, std::vector<bool>& seen, long at) {
    seen[at] = true;
    long deepest = 0;
    for (long other : in.links[at])
        if (!seen[other]) deepest = std::max(deepest, depth_of(in, seen, other));
    return deepest + 1;
}

long search_depth(Input& in) {
    std::vector<bool> seen(in.n);
    return depth_of(in, seen, 0);
}

std::vector<std::string> subsequences(Input& in) {
    std::vector<std::string> out{""};
    for (char c : in.text) {
        size_t size = out.size();
        for (size_t i = 0; i < size; ++i) out.push_back(out[i] + c);
    }
    return out;
}

long length_asked_each_time(Input& in) {
    long count = 0;
    for (long i = 0; i < in.n; ++i)
        for (Node* node = in.head; node; node = node->next) count += node->value > i;
    return count;
}
