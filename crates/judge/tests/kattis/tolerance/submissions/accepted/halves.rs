use std::io::Read;

fn main() {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).unwrap();
    for word in text.split_whitespace() {
        println!("half {}", word.parse::<f64>().unwrap() / 2.0);
    }
}
