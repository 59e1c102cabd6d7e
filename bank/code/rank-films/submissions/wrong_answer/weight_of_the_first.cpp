#include <algorithm>
#include <map>
#include <numeric>
#include <utility>
#include <vector>

class FilmRanking {
public:
    FilmRanking(long long films, long long strength)
        : strength_(strength), weight_(films, 0), stars_(films, 0) {}

    void rate(long long user, long long film, long long stars, bool reviewed) {
        auto& [weight, sum] = given_[{user, film}];
        const long long new_weight = reviewed ? 2 : 1;
        change(film, weight == 0 ? new_weight : 0, new_weight * stars - sum);
        weight = new_weight;
        sum = new_weight * stars;
    }

    std::vector<long long> top(long long count) const {
        std::vector<long long> films(stars_.size());
        std::iota(films.begin(), films.end(), 0);
        const long long shown = std::min<long long>(count, static_cast<long long>(films.size()));
        std::partial_sort(films.begin(), films.begin() + shown, films.end(),
                          [this](long long a, long long b) {
                              const long long left = whole(a) * (strength_ + weight_[b]);
                              const long long right = whole(b) * (strength_ + weight_[a]);
                              return left != right ? left > right : a < b;
                          });
        films.resize(shown);
        return films;
    }

private:
    void change(long long film, long long weight, long long stars) {
        weight_[film] += weight;
        stars_[film] += stars;
        all_weight_ += weight;
        all_stars_ += stars;
    }

    long long whole(long long film) const {
        return strength_ * all_stars_ + all_weight_ * stars_[film];
    }

    long long strength_;
    std::vector<long long> weight_, stars_;
    long long all_weight_ = 0, all_stars_ = 0;
    std::map<std::pair<long long, long long>, std::pair<long long, long long>> given_;
};
