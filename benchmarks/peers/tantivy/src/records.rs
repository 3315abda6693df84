// SPDX-License-Identifier: Apache-2.0
//! The flat files of documents and queries: id, language, title, body, by tabs; `\n`, `\t`, `\\` stand for themselves.
use std::fs::File;
use std::io::{BufRead, BufReader, Result};

pub struct Text {
    pub id: String,
    pub title: String,
    pub body: String,
}

fn plain(field: &str) -> String {
    if !field.contains('\\') {
        return field.to_string();
    }
    let mut out = String::with_capacity(field.len());
    let mut signs = field.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => match signs.next() {
                Some('n') => out.push('\n'),
                Some('t') => out.push('\t'),
                Some(other) => out.push(other),
                None => {}
            },
            other => out.push(other),
        }
    }
    out
}

pub fn each(path: &str, mut take: impl FnMut(Text)) -> Result<()> {
    for line in BufReader::with_capacity(1 << 20, File::open(path)?).lines() {
        let line = line?;
        let fields: Vec<&str> = line.split('\t').collect();
        take(Text { id: fields[0].to_string(), title: plain(fields[2]), body: plain(fields[3]) });
    }
    Ok(())
}

pub fn all(path: &str) -> Result<Vec<Text>> {
    let mut out = Vec::new();
    each(path, |text| out.push(text))?;
    Ok(out)
}
