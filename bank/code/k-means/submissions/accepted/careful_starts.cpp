#include <algorithm>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

namespace {

using Point = std::vector<double>;
using Labels = std::vector<long long>;

double apart(const Point& a, const Point& b) {
    double sum = 0;
    for (std::size_t axis = 0; axis < a.size(); ++axis) {
        sum += (a[axis] - b[axis]) * (a[axis] - b[axis]);
    }
    return sum;
}

// Centres one by one, each point with a chance in proportion to its squared distance.
std::vector<Point> first_centres(const std::vector<Point>& points, long long k,
                                 std::mt19937_64& random) {
    std::uniform_int_distribution<std::size_t> any(0, points.size() - 1);
    std::vector<Point> centres{points[any(random)]};
    std::vector<double> gaps(points.size(), std::numeric_limits<double>::infinity());
    while (static_cast<long long>(centres.size()) < k) {
        for (std::size_t i = 0; i < points.size(); ++i) {
            gaps[i] = std::min(gaps[i], apart(points[i], centres.back()));
        }
        std::discrete_distribution<std::size_t> draw(gaps.begin(), gaps.end());
        centres.push_back(points[draw(random)]);
    }
    return centres;
}

double assign(const std::vector<Point>& points, const std::vector<Point>& centres, Labels& labels,
              std::vector<double>& gaps) {
    for (std::size_t i = 0; i < points.size(); ++i) {
        gaps[i] = std::numeric_limits<double>::infinity();
        for (std::size_t j = 0; j < centres.size(); ++j) {
            const double gap = apart(points[i], centres[j]);
            if (gap < gaps[i]) {
                gaps[i] = gap;
                labels[i] = static_cast<long long>(j);
            }
        }
    }
    return std::accumulate(gaps.begin(), gaps.end(), 0.0);
}

// Moves every centre to the mean of its group; an empty group takes the point served worst.
void move(const std::vector<Point>& points, const Labels& labels, std::vector<double>& gaps,
          std::vector<Point>& centres) {
    std::vector<double> sizes(centres.size(), 0);
    std::vector<Point> sums(centres.size(), Point(points[0].size(), 0));
    for (std::size_t i = 0; i < points.size(); ++i) {
        ++sizes[labels[i]];
        for (std::size_t axis = 0; axis < points[i].size(); ++axis) {
            sums[labels[i]][axis] += points[i][axis];
        }
    }
    for (std::size_t j = 0; j < centres.size(); ++j) {
        if (sizes[j] == 0) {
            const auto worst = std::max_element(gaps.begin(), gaps.end());
            centres[j] = points[worst - gaps.begin()];
            *worst = 0;
            continue;
        }
        for (std::size_t axis = 0; axis < sums[j].size(); ++axis) {
            centres[j][axis] = sums[j][axis] / sizes[j];
        }
    }
}

}  // namespace

std::vector<std::vector<long long>> k_means(const std::vector<std::vector<double>>& points,
                                            long long k) {
    std::mt19937_64 random(2011);
    std::vector<Labels> best;
    double least = std::numeric_limits<double>::infinity();
    for (int run = 0; run < 20; ++run) {
        std::vector<Point> centres = first_centres(points, k, random);
        Labels labels(points.size());
        std::vector<double> gaps(points.size());
        std::vector<Labels> rounds;
        double sum = assign(points, centres, labels, gaps);
        while (rounds.empty() || labels != rounds.back()) {
            rounds.push_back(labels);
            move(points, labels, gaps, centres);
            sum = assign(points, centres, labels, gaps);
        }
        if (sum < least) {
            least = sum;
            best = rounds;
        }
    }
    return best;
}
