#include <list>
#include <optional>
#include <unordered_map>
#include <utility>

class LruCache {
public:
    explicit LruCache(long long capacity) : capacity_(static_cast<std::size_t>(capacity)) {}

    std::optional<long long> get(long long key) {
        const auto found = places_.find(key);
        if (found == places_.end()) {
            return std::nullopt;
        }
        refresh(found->second);
        return found->second->second;
    }

    void put(long long key, long long value) {
        const auto found = places_.find(key);
        if (found != places_.end()) {
            found->second->second = value;
            return;
        }
        if (places_.size() == capacity_) {
            places_.erase(entries_.back().first);
            entries_.pop_back();
        }
        entries_.emplace_front(key, value);
        places_[key] = entries_.begin();
    }

private:
    using Entries = std::list<std::pair<long long, long long>>;

    // Relinks the node and so leaves every stored iterator valid.
    void refresh(Entries::iterator entry) { entries_.splice(entries_.begin(), entries_, entry); }

    std::size_t capacity_;
    Entries entries_;  // freshest first
    std::unordered_map<long long, Entries::iterator> places_;
};
