use std::collections::HashMap;

pub fn two_stages(gains: Vec<i64>, target: i64) -> Vec<i64> {
    if target == 0 {
        // One zero and any other part.
        return match gains.iter().position(|&gain| gain == 0) {
            Some(place) if gains.len() > 1 => vec![place as i64, i64::from(place == 0)],
            _ => vec![],
        };
    }
    let mut seen = HashMap::new();
    for (place, &gain) in gains.iter().enumerate() {
        if gain == 0 || target % gain != 0 {
            continue;
        }
        if let Some(&earlier) = seen.get(&(target / gain)) {
            return vec![earlier, place as i64];
        }
        seen.insert(gain, place as i64);
    }
    vec![]
}
