pub fn held_rain(heights: Vec<i64>, widths: Vec<i64>) -> i64 {
    // Pieces that no higher one follows yet: height, and where they end.
    let mut open: Vec<(i64, i64)> = Vec::new();
    let (mut start, mut held) = (0, 0);
    for (&height, width) in heights.iter().zip(widths) {
        while let Some(&(floor, _)) = open.last() {
            if floor > height {
                break;
            }
            open.pop();
            if let Some(&(wall, end)) = open.last() {
                held += (wall.min(height) - floor) * (start - end);
            }
        }
        start += width;
        open.push((height, start));
    }
    held
}
