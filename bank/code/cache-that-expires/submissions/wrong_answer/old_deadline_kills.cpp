#include <cstddef>
#include <deque>
#include <list>
#include <optional>
#include <unordered_map>
#include <utility>

class ExpiringCache {
public:
    ExpiringCache(long long capacity, long long lifetime)
        : capacity_(static_cast<std::size_t>(capacity)), lifetime_(lifetime) {}

    std::optional<long long> get(long long time, long long key) {
        expire(time);
        const auto found = entries_.find(key);
        if (found == entries_.end()) {
            return std::nullopt;
        }
        by_use_.splice(by_use_.end(), by_use_, found->second.second);
        return found->second.first;
    }

    void put(long long time, long long key, long long value) {
        expire(time);
        forget(key);
        entries_[key] = {value, by_use_.insert(by_use_.end(), key)};
        deadlines_.push_back({time + lifetime_, key});
        if (entries_.size() > capacity_) {
            forget(by_use_.front());
        }
    }

private:
    void expire(long long now) {
        while (!deadlines_.empty() && deadlines_.front().first <= now) {
            forget(deadlines_.front().second);
            deadlines_.pop_front();
        }
    }

    void forget(long long key) {
        const auto found = entries_.find(key);
        if (found != entries_.end()) {
            by_use_.erase(found->second.second);
            entries_.erase(found);
        }
    }

    std::size_t capacity_;
    long long lifetime_;
    std::unordered_map<long long, std::pair<long long, std::list<long long>::iterator>> entries_;
    std::list<long long> by_use_;
    std::deque<std::pair<long long, long long>> deadlines_;
};
