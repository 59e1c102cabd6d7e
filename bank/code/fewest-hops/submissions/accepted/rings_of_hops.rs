pub fn fewest_hops(reach: Vec<i64>) -> Option<i64> {
    let last = reach.len() as i64 - 1;
    if last > 0 && reach[last as usize] < 0 {
        return None;
    }
    // What so many hops reach ends at `end`; one hop more, at `furthest`.
    let (mut hops, mut end, mut furthest) = (0, 0, 0);
    for (station, &reach) in (0..).zip(&reach) {
        if end >= last {
            break;
        }
        if reach >= 0 {
            furthest = furthest.max(station + reach);
        }
        if station == end {
            if furthest == end {
                return None;
            }
            hops += 1;
            end = furthest;
        }
    }
    Some(hops)
}
