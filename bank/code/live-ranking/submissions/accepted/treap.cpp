#include <cstdint>
#include <optional>
#include <random>
#include <unordered_map>
#include <utility>
#include <vector>

// A random search tree whose nodes know how many stand below them.
class LiveRanking {
public:
    LiveRanking() { nodes_.push_back({}); }

    void put(long long run, long long score) {
        drop(run);
        const Key key{-score, run};
        key_[run] = key;
        nodes_.push_back({key, random_(), 1, 0, 0});
        const auto [before, after] = split(root_, key);
        root_ = merge(merge(before, nodes_.size() - 1), after);
    }

    void drop(long long run) {
        const auto known = key_.find(run);
        if (known == key_.end()) {
            return;
        }
        const Key key = known->second;
        key_.erase(known);
        const auto [before, rest] = split(root_, key);
        const auto [gone, after] = split(rest, {key.first, key.second + 1});
        root_ = merge(before, after);
    }

    std::optional<long long> at(long long place) const {
        if (place > nodes_[root_].size) {
            return std::nullopt;
        }
        std::size_t node = root_;
        while (true) {
            const long long ahead = nodes_[nodes_[node].left].size;
            if (place == ahead + 1) {
                return nodes_[node].key.second;
            }
            if (place <= ahead) {
                node = nodes_[node].left;
            } else {
                place -= ahead + 1;
                node = nodes_[node].right;
            }
        }
    }

    std::optional<long long> place(long long run) const {
        const auto known = key_.find(run);
        if (known == key_.end()) {
            return std::nullopt;
        }
        long long ahead = 0;
        for (std::size_t node = root_; node != 0;) {
            if (nodes_[node].key < known->second) {
                ahead += nodes_[nodes_[node].left].size + 1;
                node = nodes_[node].right;
            } else {
                node = nodes_[node].left;
            }
        }
        return ahead + 1;
    }

private:
    using Key = std::pair<long long, long long>;

    struct Node {
        Key key{};
        std::uint64_t priority = 0;
        long long size = 0;
        std::size_t left = 0;
        std::size_t right = 0;
    };

    void recount(std::size_t node) {
        nodes_[node].size = nodes_[nodes_[node].left].size + nodes_[nodes_[node].right].size + 1;
    }

    // Those before the key, and the others.
    std::pair<std::size_t, std::size_t> split(std::size_t node, const Key& key) {
        if (node == 0) {
            return {0, 0};
        }
        if (nodes_[node].key < key) {
            const auto [before, after] = split(nodes_[node].right, key);
            nodes_[node].right = before;
            recount(node);
            return {node, after};
        }
        const auto [before, after] = split(nodes_[node].left, key);
        nodes_[node].left = after;
        recount(node);
        return {before, node};
    }

    std::size_t merge(std::size_t before, std::size_t after) {
        if (before == 0 || after == 0) {
            return before + after;
        }
        if (nodes_[before].priority > nodes_[after].priority) {
            nodes_[before].right = merge(nodes_[before].right, after);
            recount(before);
            return before;
        }
        nodes_[after].left = merge(before, nodes_[after].left);
        recount(after);
        return after;
    }

    std::vector<Node> nodes_;
    std::size_t root_ = 0;
    std::unordered_map<long long, Key> key_;
    std::mt19937_64 random_{std::random_device{}()};
};
