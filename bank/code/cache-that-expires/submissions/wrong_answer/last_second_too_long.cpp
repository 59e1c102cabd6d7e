#include <cstddef>
#include <iterator>
#include <list>
#include <optional>
#include <unordered_map>

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
        by_use_.splice(by_use_.end(), by_use_, found->second.use);
        return found->second.value;
    }

    void put(long long time, long long key, long long value) {
        expire(time);
        const auto [place, is_new] = entries_.try_emplace(key);
        Entry& entry = place->second;
        if (is_new) {
            entry.use = by_use_.insert(by_use_.end(), key);
            entry.put = by_put_.insert(by_put_.end(), key);
        } else {
            by_use_.splice(by_use_.end(), by_use_, entry.use);
            by_put_.splice(by_put_.end(), by_put_, entry.put);
        }
        entry.value = value;
        entry.end = time + lifetime_;
        if (entries_.size() > capacity_) {
            forget(by_use_.front());
        }
    }

private:
    struct Entry {
        long long value;
        long long end;
        std::list<long long>::iterator use;
        std::list<long long>::iterator put;
    };

    void expire(long long now) {
        while (!by_put_.empty() && entries_.at(by_put_.front()).end < now) {
            forget(by_put_.front());
        }
    }

    void forget(long long key) {
        const auto found = entries_.find(key);
        by_use_.erase(found->second.use);
        by_put_.erase(found->second.put);
        entries_.erase(found);
    }

    std::size_t capacity_;
    long long lifetime_;
    std::unordered_map<long long, Entry> entries_;
    std::list<long long> by_use_;
    std::list<long long> by_put_;
};
