#include <algorithm>
#include <list>
#include <optional>
#include <unordered_map>

class LruCache {
public:
    explicit LruCache(long long capacity) : capacity_(static_cast<std::size_t>(capacity)) {}

    std::optional<long long> get(long long key) {
        const auto found = values_.find(key);
        if (found == values_.end()) {
            return std::nullopt;
        }
        touch(key);
        return found->second;
    }

    void put(long long key, long long value) {
        if (values_.count(key) > 0) {
            touch(key);
        } else {
            if (values_.size() == capacity_) {
                values_.erase(order_.front());
                order_.pop_front();
            }
            order_.push_back(key);
        }
        values_[key] = value;
    }

private:
    void touch(long long key) {
        order_.erase(std::find(order_.begin(), order_.end(), key));
        order_.push_back(key);
    }

    std::size_t capacity_;
    std::unordered_map<long long, long long> values_;
    std::list<long long> order_;
};
