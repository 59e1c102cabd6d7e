#include <algorithm>
#include <map>
#include <optional>
#include <vector>

// Times and values of one entity, by time.
struct History {
    std::vector<long long> times;
    std::vector<long long> values;
};

std::map<long long, History> collect(const std::vector<std::vector<long long>>& rows) {
    std::map<long long, History> histories;
    for (const auto& row : rows) {
        History& history = histories[row[0]];
        auto& times = history.times;
        auto place = std::lower_bound(times.begin(), times.end(), row[1]) - times.begin();
        times.insert(times.begin() + place, row[1]);
        history.values.insert(history.values.begin() + place, row[2]);
    }
    return histories;
}

// The value of the latest row at or before a time, unless it is stale.
std::optional<long long> look_up(const History& history, long long time, long long max_age) {
    const auto& times = history.times;
    auto place = std::upper_bound(times.begin(), times.end(), time) - times.begin();
    if (place > 0) place -= 1;
    if (!times.empty() && times[place] <= time && time - times[place] <= max_age) return history.values[place];
    return std::nullopt;
}

// One answer for every query.
std::vector<std::optional<long long>> as_of(const std::vector<std::vector<long long>>& rows,
                                            const std::vector<std::vector<long long>>& queries,
                                            long long max_age) {
    auto histories = collect(rows);
    std::vector<std::optional<long long>> answers;
    for (const auto& query : queries) {
        answers.push_back(look_up(histories[query[0]], query[1], max_age));
    }
    return answers;
}
