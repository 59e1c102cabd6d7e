use std::collections::HashMap;

pub fn first_accounts(identifiers: Vec<Vec<String>>) -> Vec<i64> {
    let mut parent: Vec<usize> = (0..identifiers.len()).collect();
    let mut first_with = HashMap::new();
    for (account, texts) in identifiers.iter().enumerate() {
        for text in texts.iter().filter(|text| !text.is_empty()) {
            let earlier = *first_with.entry(text).or_insert(account);
            let (one, other) = (root(&mut parent, account), root(&mut parent, earlier));
            // The lesser root stays, so that a root is the least account of its group.
            parent[one.max(other)] = one.min(other);
        }
    }
    (0..parent.len()).map(|account| root(&mut parent, account) as i64).collect()
}

fn root(parent: &mut [usize], mut account: usize) -> usize {
    while parent[account] != account {
        parent[account] = parent[parent[account]];
        account = parent[account];
    }
    account
}
