// Functions written after the fit was set, and measured before anything was changed for them.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <numeric>
#include <queue>
#include <random>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

struct Input {
    int n;
    std::vector<int> xs;
    std::vector<long long> sums;
    std::string s, t;
    std::vector<std::vector<int>> adj;
};

Input* gen(long n, unsigned seed) {
    std::mt19937 draw(seed);
    auto* in = new Input();
    in->n = (int)n;
    long long total = 0;
    in->adj.resize(n);
    for (long i = 0; i < n; ++i) {
        in->xs.push_back((int)(draw() % 2000001) - 1000000);
        total += 1 + draw() % 9;
        in->sums.push_back(total);
        in->s += (char)('a' + draw() % 4);
        in->t += (char)('a' + draw() % 4);
        for (int k = 0; k < 2; ++k) {
            int b = (int)(draw() % n);
            in->adj[i].push_back(b);
            in->adj[b].push_back((int)i);
        }
    }
    return in;
}

long long kadane(const Input& in) {
    long long best = in.xs[0], here = 0;
    for (int x : in.xs) {
        here = std::max<long long>(x, here + x);
        best = std::max(best, here);
    }
    return best;
}

int two_sum(const Input& in) {
    std::unordered_map<int, int> seen;
    for (size_t i = 0; i < in.xs.size(); ++i) {
        auto f = seen.find(7000001 - in.xs[i]);
        if (f != seen.end()) return f->second;
        seen[in.xs[i]] = (int)i;
    }
    return -1;
}

int three_sum(Input& in) {
    auto xs = in.xs;
    std::sort(xs.begin(), xs.end());
    int c = 0;
    for (size_t i = 0; i < xs.size(); ++i) {
        size_t j = i + 1, k = xs.size() - 1;
        while (j < k) {
            int t = xs[i] + xs[j] + xs[k];
            c += t == 0;
            if (t < 0) ++j; else --k;
        }
    }
    return c;
}

int ten_largest(const Input& in) {
    std::priority_queue<int, std::vector<int>, std::greater<int>> q;
    for (int x : in.xs) {
        q.push(x);
        if (q.size() > 10) q.pop();
    }
    return q.top();
}

int middle(const Input& in) {
    auto xs = in.xs;
    std::nth_element(xs.begin(), xs.begin() + xs.size() / 2, xs.end());
    return xs[xs.size() / 2];
}

std::map<int, int> counted(const Input& in) {
    std::map<int, int> c;
    for (int x : in.xs) ++c[x];
    return c;
}

int patience(const Input& in) {
    std::vector<int> tails;
    for (int x : in.xs) {
        auto at = std::lower_bound(tails.begin(), tails.end(), x);
        if (at == tails.end()) tails.push_back(x); else *at = x;
    }
    return (int)tails.size();
}

long long inversions_tree(const Input& in) {
    auto order = in.xs;
    std::sort(order.begin(), order.end());
    std::vector<int> tree(order.size() + 1);
    long long c = 0;
    for (size_t i = in.xs.size(); i-- > 0;) {
        int at = (int)(std::lower_bound(order.begin(), order.end(), in.xs[i]) - order.begin()) + 1;
        for (int k = at; k > 0; k -= k & -k) c += tree[k];
        for (int k = at; k < (int)tree.size(); k += k & -k) ++tree[k];
    }
    return c;
}

long long inversions_brute(const Input& in) {
    long long c = 0;
    for (size_t i = 0; i < in.xs.size(); ++i)
        for (size_t j = i + 1; j < in.xs.size(); ++j) c += in.xs[i] > in.xs[j];
    return c;
}

int knapsack(const Input& in) {
    std::vector<int> best(in.n + 1);
    for (int i = 0; i < in.n; ++i) {
        int w = std::abs(in.xs[i]) % 20 + 1;
        for (int c = in.n; c >= w; --c) best[c] = std::max(best[c], best[c - w] + w);
    }
    return best[in.n];
}

int edit_table(const Input& in) {
    std::vector<std::vector<int>> d(in.n + 1, std::vector<int>(in.n + 1));
    for (int i = 0; i <= in.n; ++i) d[i][0] = d[0][i] = i;
    for (int i = 1; i <= in.n; ++i)
        for (int j = 1; j <= in.n; ++j)
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (in.s[i - 1] != in.t[j - 1])});
    return d[in.n][in.n];
}

int reached(const Input& in) {
    std::vector<char> seen(in.n);
    std::queue<int> q;
    q.push(0);
    seen[0] = 1;
    int c = 0;
    while (!q.empty()) {
        int u = q.front();
        q.pop();
        ++c;
        for (int v : in.adj[u])
            if (!seen[v]) { seen[v] = 1; q.push(v); }
    }
    return c;
}

long long dijkstra(const Input& in) {
    std::vector<long long> d(in.n, 1LL << 60);
    std::priority_queue<std::pair<long long, int>, std::vector<std::pair<long long, int>>, std::greater<>> q;
    q.push({0, 0});
    d[0] = 0;
    while (!q.empty()) {
        auto [x, u] = q.top();
        q.pop();
        if (x > d[u]) continue;
        for (int v : in.adj[u]) {
            long long y = x + (u * 31LL + v * 17LL) % 1000 + 1;
            if (y < d[v]) { d[v] = y; q.push({y, v}); }
        }
    }
    return std::accumulate(d.begin(), d.end(), 0LL);
}

int gcd_steps(const Input& in) {
    long long a = in.n, b = (long long)(in.n * 0.6180339887);
    int c = 0;
    while (b) { long long t = a % b; a = b; b = t; ++c; }
    return c;
}

int count_squares(const Input& in) {
    int c = 0;
    for (long long i = 1; i * i <= in.n; ++i) c += (int)(i % 3);
    return c;
}

bool reach(const Input& in, int i, long long t) {
    if (i == in.n) return t == 1;
    return reach(in, i + 1, t) || reach(in, i + 1, t + 2 * i);
}
bool subset(const Input& in) { return reach(in, 0, 0); }

int z_function(const Input& in) {
    std::vector<int> z(in.n);
    for (int i = 1, l = 0, r = 0; i < in.n; ++i) {
        if (i < r) z[i] = std::min(r - i, z[i - l]);
        while (i + z[i] < in.n && in.s[z[i]] == in.s[i + z[i]]) ++z[i];
        if (i + z[i] > r) { l = i; r = i + z[i]; }
    }
    return *std::max_element(z.begin(), z.end());
}

long prefix_draw(const Input& in) {
    return std::upper_bound(in.sums.begin(), in.sums.end(), in.sums.back() / 3) - in.sums.begin();
}

long long sorted_prefixes(const Input& in) {
    long long t = 0;
    std::vector<int> seen;
    for (int x : in.xs) {
        seen.push_back(x);
        auto copy = seen;
        std::sort(copy.begin(), copy.end());
        t += copy[copy.size() / 2];
    }
    return t;
}

long long cubes(const Input& in) {
    long long c = 0;
    for (int i = 0; i < in.n; ++i)
        for (int j = 0; j < in.n; ++j)
            for (int k = 0; k < in.n; ++k) c += in.xs[i] + in.xs[j] == in.xs[k];
    return c;
}

long long running_median(const Input& in) {
    std::multiset<int> s;
    long long t = 0;
    for (int x : in.xs) { s.insert(x); t += *s.begin(); }
    return t;
}

std::vector<std::vector<int>> tables(const Input& in) {
    std::vector<std::vector<int>> out(in.n, std::vector<int>(in.n));
    for (int i = 0; i < in.n; ++i)
        for (int j = 0; j < in.n; ++j) out[i][j] = i * j;
    return out;
}

long long front_inserted(const Input& in) {
    std::vector<int> out;
    for (int x : in.xs) out.insert(out.begin(), x);
    return out[0];
}

long long root_each(const Input& in) {
    int k = (int)std::sqrt(in.n);
    long long c = 0;
    for (int x : in.xs)
        for (int j = 0; j < k; ++j) c += (x ^ j) % 3;
    return c;
}
