#include <algorithm>
#include <vector>

namespace {

double area(const std::vector<double>& box) {
    if (box.empty()) {
        return 0.0;
    }
    return std::max(0.0, box[2] - box[0]) * std::max(0.0, box[3] - box[1]);
}

double overlap(double left_a, double right_a, double left_b, double right_b) {
    return std::max(0.0, std::min(right_a, right_b) - std::max(left_a, left_b));
}

}  // namespace

double iou(const std::vector<double>& a, const std::vector<double>& b) {
    const double area_a = area(a);
    const double area_b = area(b);
    if (area_a == 0.0 || area_b == 0.0) {
        return 0.0;
    }
    const double shared = overlap(a[0], a[2], b[0], b[2]) * overlap(a[1], a[3], b[1], b[3]);
    return shared / (area_a + area_b - shared);
}
