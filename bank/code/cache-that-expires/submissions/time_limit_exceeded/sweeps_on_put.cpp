#include <cstddef>
#include <list>
#include <optional>
#include <unordered_map>

class ExpiringCache {
public:
    ExpiringCache(long long capacity, long long lifetime)
        : capacity_(static_cast<std::size_t>(capacity)), lifetime_(lifetime) {}

    std::optional<long long> get(long long time, long long key) {
        const auto found = where_.find(key);
        if (found == where_.end() || found->second->end <= time) {
            return std::nullopt;
        }
        entries_.splice(entries_.end(), entries_, found->second);
        return found->second->value;
    }

    void put(long long time, long long key, long long value) {
        for (auto entry = entries_.begin(); entry != entries_.end();) {
            if (entry->end <= time || entry->key == key) {
                where_.erase(entry->key);
                entry = entries_.erase(entry);
            } else {
                ++entry;
            }
        }
        where_[key] = entries_.insert(entries_.end(), {key, value, time + lifetime_});
        if (entries_.size() > capacity_) {
            where_.erase(entries_.front().key);
            entries_.pop_front();
        }
    }

private:
    struct Entry {
        long long key;
        long long value;
        long long end;
    };

    std::size_t capacity_;
    long long lifetime_;
    std::list<Entry> entries_;
    std::unordered_map<long long, std::list<Entry>::iterator> where_;
};
