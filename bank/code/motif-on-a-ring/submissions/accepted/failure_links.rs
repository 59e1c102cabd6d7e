pub fn motif_places(ring: String, motif: String) -> Vec<i64> {
    let (ring, motif) = (ring.as_bytes(), motif.as_bytes());
    let (n, m) = (ring.len(), motif.len());
    if m > n {
        return vec![];
    }
    // links[i]: how long an end of the first i letters is a beginning of the motif, at most i - 1.
    let mut links = vec![0; m + 1];
    let mut fits = 0;
    for i in 1..m {
        fits = extended(motif, &links, fits, motif[i]);
        links[i + 1] = fits;
    }
    let mut places = Vec::new();
    fits = 0;
    for (i, &letter) in ring.iter().chain(&ring[..m - 1]).enumerate() {
        if fits == m {
            fits = links[m];
        }
        fits = extended(motif, &links, fits, letter);
        if fits == m {
            places.push((i + 1 - m) as i64);
        }
    }
    places
}

/// How much of the motif fits after one letter more.
fn extended(motif: &[u8], links: &[usize], mut fits: usize, letter: u8) -> usize {
    while fits > 0 && motif[fits] != letter {
        fits = links[fits];
    }
    fits + usize::from(motif[fits] == letter)
}
