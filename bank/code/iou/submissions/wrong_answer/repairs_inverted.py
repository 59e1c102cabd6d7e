def proper(box: list[float]) -> list[float]:
    left, right = sorted((box[0], box[2]))
    top, bottom = sorted((box[1], box[3]))
    return [left, top, right, bottom]


def iou(a: list[float], b: list[float]) -> float:
    if not a or not b:
        return 0.0
    a, b = proper(a), proper(b)
    width = max(0.0, min(a[2], b[2]) - max(a[0], b[0]))
    height = max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
    shared = width * height
    whole = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - shared
    return shared / whole if whole > 0 else 0.0
