// Functions of a vector of random numbers.
#include <algorithm>
#include <deque>
#include <map>
#include <numeric>
#include <queue>
#include <random>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <vector>

struct Input {
    std::vector<long> values, rising;
    long goal;
};

Input* gen(long n, unsigned seed) {
    std::mt19937_64 draw(seed);
    auto* in = new Input{};
    for (long i = 0; i < n; ++i) {
        in->values.push_back(static_cast<long>(draw() >> 20));
        in->rising.push_back(3 * i);
    }
    in->goal = static_cast<long>(draw() % static_cast<unsigned long>(3 * n));
    return in;
}

long first(Input& in) { return in.values[0]; }

long sum(Input& in) { return std::accumulate(in.values.begin(), in.values.end(), 0L); }

long maximum(Input& in) { return *std::max_element(in.values.begin(), in.values.end()); }

bool contains(Input& in) {
    return std::find(in.values.begin(), in.values.end(), -1) != in.values.end();
}

bool found_at_once(Input& in) {
    return std::find(in.rising.begin(), in.rising.end(), 0) != in.rising.end();
}

long bisected(Input& in) {
    return std::lower_bound(in.rising.begin(), in.rising.end(), in.goal) - in.rising.begin();
}

long binary_search(Input& in) {
    long low = 0, high = static_cast<long>(in.rising.size());
    while (low < high) {
        long middle = (low + high) / 2;
        if (in.rising[middle] < in.goal) low = middle + 1;
        else high = middle;
    }
    return low;
}

void sorted(Input& in) { std::sort(in.values.begin(), in.values.end()); }

void sorted_stably(Input& in) { std::stable_sort(in.values.begin(), in.values.end()); }

void sorted_rising(Input& in) { std::sort(in.rising.begin(), in.rising.end()); }

void sorted_by_heap(Input& in) {
    std::make_heap(in.values.begin(), in.values.end());
    std::sort_heap(in.values.begin(), in.values.end());
}

void bubble_sort(Input& in) {
    auto& v = in.values;
    for (size_t i = 0; i < v.size(); ++i)
        for (size_t j = 0; j + 1 < v.size() - i; ++j)
            if (v[j] > v[j + 1]) std::swap(v[j], v[j + 1]);
}

void insertion_sort(Input& in) {
    auto& v = in.values;
    for (size_t i = 1; i < v.size(); ++i) {
        long value = v[i];
        size_t j = i;
        for (; j > 0 && v[j - 1] > value; --j) v[j] = v[j - 1];
        v[j] = value;
    }
}

std::vector<long> merged(std::vector<long> v) {
    if (v.size() < 2) return v;
    auto middle = v.begin() + static_cast<long>(v.size() / 2);
    auto left = merged({v.begin(), middle}), right = merged({middle, v.end()});
    std::vector<long> out;
    std::merge(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(out));
    return out;
}

std::vector<long> merge_sort(Input& in) { return merged(in.values); }

long median(Input& in) {
    auto middle = in.values.begin() + static_cast<long>(in.values.size() / 2);
    std::nth_element(in.values.begin(), middle, in.values.end());
    return *middle;
}

std::set<long> in_tree(Input& in) { return {in.values.begin(), in.values.end()}; }

std::unordered_set<long> in_table(Input& in) { return {in.values.begin(), in.values.end()}; }

long counted_in_tree(Input& in) {
    std::map<long, long> counts;
    for (long v : in.values) ++counts[v];
    return static_cast<long>(counts.size());
}

long counted_in_table(Input& in) {
    std::unordered_map<long, long> counts;
    for (long v : in.values) ++counts[v % 1000];
    return static_cast<long>(counts.size());
}

long erased_from_front(Input& in) {
    long total = 0;
    while (!in.values.empty()) {
        total += in.values.front();
        in.values.erase(in.values.begin());
    }
    return total;
}

long through_queue(Input& in) {
    std::deque<long> waiting(in.values.begin(), in.values.end());
    long total = 0;
    while (!waiting.empty()) {
        total += waiting.front();
        waiting.pop_front();
    }
    return total;
}

long through_heap(Input& in) {
    std::priority_queue<long> heap;
    for (long v : in.values) heap.push(v);
    long total = 0;
    while (!heap.empty()) {
        total ^= heap.top();
        heap.pop();
    }
    return total;
}

long duplicates_by_pairs(Input& in) {
    long count = 0;
    for (size_t i = 0; i < in.values.size(); ++i)
        for (size_t j = 0; j < i; ++j) count += in.values[i] == in.values[j];
    return count;
}

std::vector<long> prefix_sums(Input& in) {
    std::vector<long> out(in.values.size());
    std::partial_sum(in.values.begin(), in.values.end(), out.begin());
    return out;
}

long three_sum(Input& in) {
    long count = 0;
    auto& v = in.values;
    for (size_t i = 0; i < v.size(); ++i)
        for (size_t j = 0; j < i; ++j)
            for (size_t k = 0; k < j; ++k) count += v[i] + v[j] == v[k];
    return count;
}

long best_subset(Input& in) {
    long best = 0;
    for (long mask = 0; mask < 1L << in.values.size(); ++mask)
        best = std::max(best, (mask * 7919) % 1000003);
    return best;
}

long jumps_of_root(Input& in) {
    size_t step = 1;
    while (step * step < in.values.size()) ++step;
    long total = 0;
    for (size_t i = 0; i < in.values.size(); i += step) total += in.values[i];
    return total;
}

long sum_recursive(const std::vector<long>& v, size_t at) {
    if (at == v.size()) return 0;
    long rest = sum_recursive(v, at + 1);
    asm volatile("" : "+r"(rest));
    return v[at] + rest;
}

long recursive_sum(Input& in) { return sum_recursive(in.values, 0); }

long sorted_each_time(Input& in) {
    long total = 0;
    for (size_t i = 0; i < in.values.size(); ++i) {
        std::vector<long> copy(in.values);
        std::sort(copy.begin(), copy.end());
        total += copy[i];
    }
    return total;
}
