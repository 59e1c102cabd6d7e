#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

namespace {

using Row = std::vector<double>;

double softplus(double x) {
    return x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x));
}

double dot(const Row& a, const Row& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        sum += a[i] * b[i];
    }
    return sum;
}

// Elimination with pivots; the last column is the right side.
Row solved(std::vector<Row> work) {
    const std::size_t size = work.size();
    for (std::size_t column = 0; column < size; ++column) {
        std::size_t pivot = column;
        for (std::size_t row = column + 1; row < size; ++row) {
            if (std::abs(work[row][column]) > std::abs(work[pivot][column])) {
                pivot = row;
            }
        }
        std::swap(work[column], work[pivot]);
        for (std::size_t row = column + 1; row < size; ++row) {
            const double factor = work[row][column] / work[column][column];
            for (std::size_t place = column; place <= size; ++place) {
                work[row][place] -= factor * work[column][place];
            }
        }
    }
    Row result(size, 0.0);
    for (std::size_t row = size; row-- > 0;) {
        double left = work[row][size];
        for (std::size_t place = row + 1; place < size; ++place) {
            left -= work[row][place] * result[place];
        }
        result[row] = left / work[row][row];
    }
    return result;
}

// Rows of mean 0 and spread 1 in every column behind a one; labels as signs.
struct Table {
    std::vector<Row> rows;
    Row signs, penalties;

    double value(const Row& weights) const {
        double loss = 0, size = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            loss += softplus(-signs[i] * dot(weights, rows[i]));
        }
        for (std::size_t j = 0; j < weights.size(); ++j) {
            size += penalties[j] * weights[j] * weights[j];
        }
        return loss / static_cast<double>(rows.size()) + size / 2;
    }

    Row newton_step(const Row& weights) const {
        const std::size_t size = weights.size();
        std::vector<Row> system(size, Row(size + 1, 0.0));
        double trace = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const double margin = signs[i] * dot(weights, rows[i]);
            // The chance of the other label, by whichever exponential does not overflow.
            const double small = std::exp(-std::abs(margin)) / (1 + std::exp(-std::abs(margin)));
            const double other = margin > 0 ? small : 1 - small;
            const double bend = small * (1 - small);
            for (std::size_t a = 0; a < size; ++a) {
                system[a][size] += other * signs[i] * rows[i][a];
                for (std::size_t b = 0; b < size; ++b) {
                    system[a][b] += bend * rows[i][a] * rows[i][b];
                }
            }
        }
        const double count = static_cast<double>(rows.size());
        for (std::size_t a = 0; a < size; ++a) {
            system[a][a] += count * penalties[a];
            system[a][size] -= count * penalties[a] * weights[a];
            trace += system[a][a];
        }
        // Directions that change nothing get a crumb, so that they are not divided by zero.
        for (std::size_t a = 0; a < size; ++a) {
            system[a][a] += 1e-12 * trace + 1e-300;
        }
        return solved(system);
    }
};

}  // namespace

std::optional<std::vector<double>> fit(const std::vector<std::vector<double>>& rows,
                                       const std::vector<long long>& labels, double penalty) {
    if (std::count(labels.begin(), labels.end(), labels[0]) ==
        static_cast<std::ptrdiff_t>(labels.size())) {
        return std::nullopt;
    }
    const std::size_t columns = rows[0].size();
    const double count = static_cast<double>(rows.size());
    Row means(columns, 0.0), spreads(columns, 0.0);
    for (std::size_t j = 0; j < columns; ++j) {
        for (const Row& row : rows) {
            means[j] += row[j] / count;
        }
        for (const Row& row : rows) {
            spreads[j] += (row[j] - means[j]) * (row[j] - means[j]) / count;
        }
        spreads[j] = spreads[j] > 0 ? std::sqrt(spreads[j]) : 1.0;
    }
    Table table{{}, {}, {0.0}};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        Row scaled{1.0};
        for (std::size_t j = 0; j < columns; ++j) {
            scaled.push_back((rows[i][j] - means[j]) / spreads[j]);
        }
        table.rows.push_back(scaled);
        table.signs.push_back(labels[i] == 1 ? 1.0 : -1.0);
    }
    for (const double spread : spreads) {
        table.penalties.push_back(penalty / (spread * spread));
    }

    Row weights(columns + 1, 0.0);
    for (int round = 0; round < 40; ++round) {
        const Row step = table.newton_step(weights);
        const double now = table.value(weights);
        double share = 1;
        Row next(weights);
        for (; share > 1e-9; share /= 2) {
            for (std::size_t j = 0; j < weights.size(); ++j) {
                next[j] = weights[j] + share * step[j];
            }
            if (table.value(next) <= now + 1e-15) {
                break;
            }
        }
        weights = next;
        double most = 0;
        for (const Row& row : table.rows) {
            most = std::max(most, std::abs(dot(step, row)));
        }
        if (most < 1e-5) {
            std::vector<double> result{weights[0]};
            for (std::size_t j = 0; j < columns; ++j) {
                result.push_back(weights[j + 1] / spreads[j]);
                result[0] -= result.back() * means[j];
            }
            return result;
        }
    }
    return std::nullopt;
}
