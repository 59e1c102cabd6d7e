#include <algorithm>
#include <cstddef>
#include <random>
#include <vector>

class PathSampler {
public:
    PathSampler(const std::vector<std::vector<long long>>& graph, long long start, long long goal)
        : start_(start), goal_(goal), before_(graph.size()), ends_(graph.size()),
          random_(std::random_device{}()) {
        std::vector<long long> steps(graph.size(), -1), queue{start}, latest(graph.size(), -1);
        std::vector<long long> ways(graph.size(), 0);
        steps[start] = 0;
        ways[start] = 1;
        for (std::size_t i = 0; i < queue.size(); ++i) {
            const long long node = queue[i];
            for (const long long other : graph[node]) {
                if (latest[other] == node) {
                    continue; // listed before by this node
                }
                latest[other] = node;
                if (steps[other] < 0) {
                    steps[other] = steps[node] + 1;
                    queue.push_back(other);
                }
                if (steps[other] == steps[node] + 1) {
                    ways[other] += ways[node];
                    before_[other].push_back(node);
                    ends_[other].push_back(static_cast<double>(ways[other]));
                }
            }
        }
        reached_ = steps[goal] >= 0;
    }

    std::vector<long long> draw() {
        if (!reached_) {
            return {};
        }
        std::vector<long long> path{goal_};
        while (path.back() != start_) {
            const std::vector<double>& ends = ends_[path.back()];
            const double point = even_(random_) * ends.back();
            const auto end = std::upper_bound(ends.begin(), ends.end() - 1, point);
            path.push_back(before_[path.back()][end - ends.begin()]);
        }
        std::reverse(path.begin(), path.end());
        return path;
    }

private:
    long long start_, goal_;
    bool reached_ = false;
    std::vector<std::vector<long long>> before_;
    std::vector<std::vector<double>> ends_;
    std::mt19937_64 random_;
    std::uniform_real_distribution<double> even_{0.0, 1.0};
};
