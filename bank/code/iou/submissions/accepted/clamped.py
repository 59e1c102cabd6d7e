def area(box: list[float]) -> float:
    """The area of a proper box; 0 for nothing, for an inverted box and for one without a side."""
    if not box:
        return 0.0
    left, top, right, bottom = box
    if right <= left or bottom <= top:
        return 0.0
    return (right - left) * (bottom - top)


def iou(a: list[float], b: list[float]) -> float:
    area_a, area_b = area(a), area(b)
    if area_a == 0 or area_b == 0:
        return 0.0
    width = max(0.0, min(a[2], b[2]) - max(a[0], b[0]))
    height = max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
    shared = width * height
    return shared / (area_a + area_b - shared)
