// SPDX-License-Identifier: Apache-2.0
//! Tantivy's side of the protocol in ../README.md.
mod asking;
mod every_match;
mod indexing;
mod records;

use asking::Asking;
use records::Text;
use std::collections::HashMap;
use std::hint::black_box;
use std::io::{BufRead, Write};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Instant;

type Failure = Box<dyn std::error::Error>;

fn round(asking: &Asking, queries: &[Text], mode: &str, k: usize, threads: usize) -> String {
    let next = AtomicUsize::new(0);
    let times: Vec<AtomicU64> = queries.iter().map(|_| AtomicU64::new(0)).collect();
    let work = || {
        let mut analyzer = asking.analyzer();
        loop {
            let i = next.fetch_add(1, Ordering::Relaxed);
            let Some(query) = queries.get(i) else { break };
            let start = Instant::now();
            black_box(asking.ask(&mut analyzer, query, mode, k).expect("an answer"));
            times[i].store(start.elapsed().as_nanos() as u64, Ordering::Relaxed);
        }
    };
    let start = Instant::now();
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    let wall = start.elapsed().as_nanos();
    let list: Vec<String> = times.iter().map(|time| time.load(Ordering::Relaxed).to_string()).collect();
    format!("{{\"wall_ns\":{wall},\"ns\":[{}]}}", list.join(","))
}

fn answers(asking: &Asking, queries: &[Text], mode: &str, k: usize) -> Result<String, Failure> {
    let mut analyzer = asking.analyzer();
    let mut lists = Vec::new();
    for query in queries {
        let ids = asking.ask(&mut analyzer, query, mode, k)?;
        let quoted: Vec<String> =
            ids.iter().map(|id| format!("\"{}\"", id.replace('\\', "\\\\").replace('"', "\\\""))).collect();
        lists.push(format!("[{}]", quoted.join(",")));
    }
    Ok(format!("{{\"answers\":[{}]}}", lists.join(",")))
}

fn serve(directory: &str) -> Result<(), Failure> {
    let asking = Asking::open(directory)?;
    let mut sets: HashMap<String, Vec<Text>> = HashMap::new();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let words: Vec<&str> = line.split('\t').collect();
        let printed = match words[0] {
            "load" => {
                let queries = records::all(words[2])?;
                let count = queries.len();
                sets.insert(words[1].to_string(), queries);
                format!("{{\"queries\":{count}}}")
            }
            "round" => round(&asking, &sets[words[1]], words[2], words[3].parse()?, words[4].parse()?),
            "answers" => answers(&asking, &sets[words[1]], words[2], words[3].parse()?)?,
            other => return Err(format!("no command {other}").into()),
        };
        println!("{printed}");
        std::io::stdout().flush()?;
    }
    Ok(())
}

fn main() -> Result<(), Failure> {
    let args: Vec<String> = std::env::args().collect();
    match args[1].as_str() {
        "version" => println!("{{\"version\":\"{}\"}}", tantivy::version_string().replace('"', "'")),
        "index" => indexing::run(&args[2], &args[3], args[4].parse()?)?,
        _ => serve(&args[2])?,
    }
    Ok(())
}
