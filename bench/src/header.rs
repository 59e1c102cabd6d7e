//! Compiling C++ with the harness's header precompiled, over the same without: both bare, with the
//! compiler and the flags of the judge.

use std::{fs, path::Path, process::Command};

use anyhow::{Context as _, Result, ensure};

use crate::{
    bare::CPP_FLAGS,
    measure::{Spread, measure, millis, ratios, tell},
};

const HEADER: &str = include_str!("../../crates/judge/src/harness/onsite.hpp");
/// An answer with what answers usually include.
const ANSWER: &str = r#"#include "onsite.hpp"
#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

std::vector<std::string> by_count(const std::vector<std::string>& words) {
    std::unordered_map<std::string, long long> counts;
    for (const auto& word : words) ++counts[word];
    std::vector<std::string> order;
    for (const auto& [word, count] : counts) order.push_back(word);
    std::sort(order.begin(), order.end(), [&](const auto& a, const auto& b) {
        return counts[a] != counts[b] ? counts[a] > counts[b] : a < b;
    });
    return order;
}
"#;

/// The ratio, and the time without in milliseconds.
pub fn header(scratch: &Path, times: u32) -> Result<(Spread, Spread)> {
    let folder = scratch.join("header");
    let precompiled = folder.join("precompiled");
    fs::create_dir_all(&precompiled)?;
    for place in [&folder, &precompiled] {
        fs::write(place.join("onsite.hpp"), HEADER)?;
        fs::write(place.join("answer.cpp"), ANSWER)?;
    }
    compile(
        &precompiled,
        &["-x", "c++-header", "onsite.hpp", "-o", "onsite.hpp.gch"],
    )?;
    let unit = ["-c", "answer.cpp", "-o", "answer.o"];
    let mut pairs = Vec::new();
    for time in 1..=times {
        tell(&format!("precompiled header … {time}/{times}"));
        let ((), with) = measure(|| compile(&precompiled, &unit))?;
        let ((), without) = measure(|| compile(&folder, &unit))?;
        pairs.push((with.wall, without.wall));
    }
    let without = millis(pairs.iter().map(|pair| pair.1));
    Ok((ratios(pairs.into_iter()), without))
}

fn compile(folder: &Path, arguments: &[&str]) -> Result<()> {
    let status = Command::new("g++")
        .current_dir(folder)
        .args(CPP_FLAGS)
        .args(arguments)
        .status()
        .context("cannot start g++; `onsite doctor` says how to get it")?;
    ensure!(status.success(), "g++ failed: {status}");
    Ok(())
}
