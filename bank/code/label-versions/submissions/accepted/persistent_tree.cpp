#include <cstddef>
#include <vector>

// A tree over the items of which every version shares all but the changed paths.
class LabelStore {
public:
    explicit LabelStore(const std::vector<long long>& labels) : count_(labels.size()) {
        live_ = build(labels, 0, count_);
    }

    void correct(long long item, long long label) {
        live_ = replaced(live_, 0, count_, static_cast<std::size_t>(item), label);
    }

    long long freeze() {
        roots_.push_back(live_);
        return static_cast<long long>(roots_.size()) - 1;
    }

    long long label(long long item, long long version) const {
        std::size_t node = roots_[static_cast<std::size_t>(version)];
        std::size_t low = 0;
        std::size_t high = count_;
        while (high - low > 1) {
            const std::size_t middle = (low + high) / 2;
            const bool right = static_cast<std::size_t>(item) >= middle;
            node = right ? nodes_[node].right : nodes_[node].left;
            (right ? low : high) = middle;
        }
        return nodes_[node].label;
    }

private:
    struct Node {
        std::size_t left;
        std::size_t right;
        long long label;
    };

    std::size_t add(std::size_t left, std::size_t right, long long label) {
        nodes_.push_back({left, right, label});
        return nodes_.size() - 1;
    }

    std::size_t build(const std::vector<long long>& labels, std::size_t low, std::size_t high) {
        if (high - low == 1) {
            return add(0, 0, labels[low]);
        }
        const std::size_t middle = (low + high) / 2;
        const std::size_t left = build(labels, low, middle);
        const std::size_t right = build(labels, middle, high);
        return add(left, right, 0);
    }

    std::size_t replaced(std::size_t node, std::size_t low, std::size_t high, std::size_t item, long long label) {
        if (high - low == 1) {
            return add(0, 0, label);
        }
        const std::size_t middle = (low + high) / 2;
        std::size_t left = nodes_[node].left;
        std::size_t right = nodes_[node].right;
        if (item < middle) {
            left = replaced(left, low, middle, item, label);
        } else {
            right = replaced(right, middle, high, item, label);
        }
        return add(left, right, 0);
    }

    std::size_t count_;
    std::size_t live_ = 0;
    std::vector<Node> nodes_;
    std::vector<std::size_t> roots_;
};
