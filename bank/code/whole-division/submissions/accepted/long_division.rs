pub fn divide(dividend: i64, divisor: i64, bits: i64) -> Vec<i64> {
    if divisor == 0 {
        return vec![];
    }
    // Without a sign 64 bits hold also the size of the lowest word.
    let (size, by) = (dividend.unsigned_abs(), divisor.unsigned_abs());
    let (mut quotient, mut rest) = (0u64, 0u64);
    for place in (0..64).rev() {
        // The rest is below 2^63, since it is below the divisor: the shift loses nothing.
        rest = (rest << 1) | (size >> place & 1);
        quotient <<= 1;
        if rest >= by {
            rest -= by;
            quotient |= 1;
        }
    }
    let negative = (dividend < 0) != (divisor < 0);
    if !negative && quotient == 1 << (bits - 1) {
        return vec![];
    }
    let signed = |size: u64, negative: bool| {
        let size = size as i64;
        if negative { size.wrapping_neg() } else { size }
    };
    vec![signed(quotient, negative), signed(rest, dividend < 0)]
}
