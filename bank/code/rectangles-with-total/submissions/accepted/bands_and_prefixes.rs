use std::collections::HashMap;

pub fn count_rectangles(grid: Vec<Vec<i64>>, target: i64) -> i64 {
    let grid = with_short_side_first(grid);
    let mut found = 0;
    let mut seen = HashMap::new();
    for first in 0..grid.len() {
        let mut sums = vec![0; grid[0].len()];
        for row in &grid[first..] {
            seen.clear();
            seen.insert(0, 1);
            let mut total = 0;
            for (sum, value) in sums.iter_mut().zip(row) {
                *sum += value;
                total += *sum;
                found += seen.get(&(total - target)).unwrap_or(&0);
                *seen.entry(total).or_insert(0) += 1;
            }
        }
    }
    found
}

fn with_short_side_first(grid: Vec<Vec<i64>>) -> Vec<Vec<i64>> {
    if grid.len() <= grid[0].len() {
        return grid;
    }
    (0..grid[0].len()).map(|column| grid.iter().map(|row| row[column]).collect()).collect()
}
