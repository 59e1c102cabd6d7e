use std::io::Read;

fn main() {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).unwrap();
    let mut ends: Vec<i64> = Vec::new();
    for word in text.split_whitespace().skip(1) {
        let value: i64 = word.parse().unwrap();
        let place = ends.partition_point(|&end| end < value);
        if place == ends.len() {
            ends.push(value);
        } else {
            ends[place] = value;
        }
    }
    println!("{}", ends.len());
}
