// Functions that nothing was tuned on.
#include <algorithm>
#include <cstdint>
#include <list>
#include <map>
#include <numeric>
#include <random>
#include <sstream>
#include <string>
#include <unordered_map>
#include <vector>

struct Tree {
    int key;
    Tree *left, *right;
};

struct Input {
    int n;
    std::vector<int> items;
    std::vector<std::pair<int, int>> spans;
    std::string text;
    Tree* root;
};

Tree* balanced(int low, int high) {
    if (low >= high) return nullptr;
    int middle = (low + high) / 2;
    return new Tree{middle, balanced(low, middle), balanced(middle + 1, high)};
}

Input* gen(long n, unsigned seed) {
    std::mt19937 draw(seed);
    auto* in = new Input();
    in->n = static_cast<int>(n);
    for (long i = 0; i < n; ++i) {
        in->items.push_back(static_cast<int>(draw() % 1000000));
        int start = static_cast<int>(draw() % (10 * static_cast<unsigned>(n)));
        in->spans.push_back({start, start + static_cast<int>(draw() % 20)});
        in->text += "ab "[draw() % 3];
    }
    in->root = balanced(0, static_cast<int>(n));
    return in;
}

int middle_value(const Input& in) { return in.items[in.items.size() / 2]; }

int64_t weighted(const Input& in) {
    int64_t total = 0;
    for (size_t i = 0; i < in.items.size(); ++i) total += in.items[i] * static_cast<int64_t>(i % 7);
    return total;
}

bool in_tree(const Input& in) {
    int key = in.items[0] % in.n;
    for (Tree* node = in.root; node; node = key < node->key ? node->left : node->right)
        if (node->key == key) return true;
    return false;
}

int height(Tree* node) { return node ? 1 + std::max(height(node->left), height(node->right)) : 0; }

int tree_height(const Input& in) { return height(in.root); }

int factors(const Input& in) {
    int count = 0;
    for (int64_t d = 1; d * d <= in.n; ++d) count += in.n % d == 0;
    return count;
}

std::vector<std::pair<int, int>> merged(Input& in) {
    std::sort(in.spans.begin(), in.spans.end());
    std::vector<std::pair<int, int>> out;
    for (auto& span : in.spans) {
        if (!out.empty() && span.first <= out.back().second)
            out.back().second = std::max(out.back().second, span.second);
        else
            out.push_back(span);
    }
    return out;
}

int overlapping(const Input& in) {
    int count = 0;
    for (size_t i = 0; i < in.spans.size(); ++i)
        for (size_t j = i + 1; j < in.spans.size(); ++j)
            count += in.spans[i].first < in.spans[j].second && in.spans[j].first < in.spans[i].second;
    return count;
}

int distinct(const Input& in) {
    std::unordered_map<int, int> seen;
    for (int v : in.items) ++seen[v];
    return static_cast<int>(seen.size());
}

int distinct_by_sorting(const Input& in) {
    std::vector<int> copy(in.items);
    std::sort(copy.begin(), copy.end());
    return static_cast<int>(std::unique(copy.begin(), copy.end()) - copy.begin());
}

int rising_by_table(const Input& in) {
    std::vector<int> best(in.items.size(), 1);
    for (size_t i = 0; i < in.items.size(); ++i)
        for (size_t j = 0; j < i; ++j)
            if (in.items[j] < in.items[i]) best[i] = std::max(best[i], best[j] + 1);
    return *std::max_element(best.begin(), best.end());
}

std::map<std::string, int> words(const Input& in) {
    std::map<std::string, int> counts;
    std::istringstream stream(in.text);
    for (std::string word; stream >> word;) ++counts[word.substr(0, 2)];
    return counts;
}

std::list<int> inserted_in_order(const Input& in) {
    std::list<int> out;
    for (int v : in.items) {
        auto at = out.begin();
        while (at != out.end() && *at < v) ++at;
        out.insert(at, v);
    }
    return out;
}

int64_t paths_all(const Input& in) {
    int n = in.n;
    std::vector<int> far(static_cast<size_t>(n) * n, 1000);
    for (int i = 0; i < n; ++i) far[i * n + in.items[i] % n] = 1;
    for (int k = 0; k < n; ++k)
        for (int i = 0; i < n; ++i)
            for (int j = 0; j < n; ++j)
                far[i * n + j] = std::min(far[i * n + j], far[i * n + k] + far[k * n + j]);
    return std::accumulate(far.begin(), far.end(), int64_t{0});
}

int tilings(int n) { return n < 3 ? 1 : tilings(n - 1) + tilings(n - 2) + tilings(n - 3); }

int tilings_of(const Input& in) { return tilings(in.n); }

std::vector<int> squares_below(const Input& in) {
    std::vector<int> out;
    for (int i = 0; static_cast<int64_t>(i) * i < in.n; ++i) out.push_back(i * i);
    return out;
}

int64_t blocks_of_root(const Input& in) {
    int64_t total = 0;
    size_t width = 1;
    while (width * width < in.items.size()) ++width;
    for (size_t i = 0; i < in.items.size(); ++i)
        for (size_t j = i; j < std::min(i + width, in.items.size()); ++j) total ^= in.items[j] * static_cast<int64_t>(j);
    return total;
}
