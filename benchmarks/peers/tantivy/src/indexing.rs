// SPDX-License-Identifier: Apache-2.0
//! Title and body in one field with positions, every word kept, stemmed as English. A document's number is a fast
//! field; ids.txt has the ids. No stored text.
use crate::records;
use std::fs;
use std::io::{BufWriter, Write};
use std::time::Instant;
use tantivy::schema::{IndexRecordOption, Schema, TextFieldIndexing, TextOptions, FAST};
use tantivy::tokenizer::{Language, LowerCaser, SimpleTokenizer, Stemmer, TextAnalyzer};
use tantivy::{Index, TantivyDocument};

pub const ANALYSIS: &str = "english";

pub fn analyzer() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default()).filter(LowerCaser).filter(Stemmer::new(Language::English)).build()
}

pub fn run(documents: &str, directory: &str, threads: usize) -> tantivy::Result<()> {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(ANALYSIS)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
    let number = schema.add_u64_field("number", FAST);
    fs::create_dir_all(directory)?;
    let index = Index::create_in_dir(directory, schema.build())?;
    index.tokenizers().register(ANALYSIS, analyzer());
    let mut ids = BufWriter::new(fs::File::create(format!("{directory}/ids.txt"))?);

    let start = Instant::now();
    let mut writer = index.writer_with_num_threads::<TantivyDocument>(threads, 512 << 20)?;
    let mut count = 0u64;
    let mut failure = None;
    records::each(documents, |record| {
        let mut document = TantivyDocument::default();
        document.add_text(text, &record.title); // values of one field lie a position apart
        document.add_text(text, &record.body);
        document.add_u64(number, count);
        count += 1;
        if let Err(error) = writeln!(ids, "{}", record.id) {
            failure = Some(error.into());
        }
        if let Err(error) = writer.add_document(document) {
            failure = Some(error);
        }
    })?;
    if let Some(error) = failure {
        return Err(error);
    }
    ids.flush()?;
    writer.commit()?;
    writer.wait_merging_threads()?;
    let seconds = start.elapsed().as_secs_f64();

    let start = Instant::now();
    let segments = index.searchable_segment_ids()?;
    let mut writer = index.writer_with_num_threads::<TantivyDocument>(1, 64 << 20)?;
    if segments.len() > 1 {
        writer.merge(&segments).wait()?;
    }
    writer.garbage_collect_files().wait()?;
    writer.wait_merging_threads()?;
    let merging = start.elapsed().as_secs_f64();
    println!("{{\"seconds\":{seconds},\"one_segment_seconds\":{merging}}}");
    Ok(())
}
