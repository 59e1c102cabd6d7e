mod half;

fn main() {
    for line in std::io::stdin().lines() {
        println!("half {}", half::of(line.unwrap().trim().parse().unwrap()));
    }
}
