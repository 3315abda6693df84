// SPDX-License-Identifier: Apache-2.0
//! From the words of a query to ids: analysis, search, ids of the best.
use crate::every_match::EveryMatch;
use crate::indexing;
use crate::records::Text;
use std::fs;
use tantivy::collector::TopDocs;
use tantivy::columnar::Column;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{DocAddress, Index, Searcher, Term};

pub struct Asking {
    searcher: Searcher,
    field: Field,
    numbers: Vec<Column<u64>>,
    ids: Vec<String>,
}

/// From this many words on block-max WAND loses to scoring every match.
const MANY: usize = 9;

impl Asking {
    pub fn open(directory: &str) -> tantivy::Result<Asking> {
        let index = Index::open_in_dir(directory)?;
        let searcher = index.reader()?.searcher();
        let numbers = searcher.segment_readers().iter().map(|segment| segment.fast_fields().u64("number"));
        Ok(Asking {
            numbers: numbers.collect::<tantivy::Result<_>>()?,
            field: index.schema().get_field("text")?,
            ids: fs::read_to_string(format!("{directory}/ids.txt"))?.lines().map(str::to_string).collect(),
            searcher,
        })
    }

    fn terms(&self, analyzer: &mut TextAnalyzer, text: &str) -> Vec<Term> {
        let mut out = Vec::new();
        analyzer.token_stream(text).process(&mut |token| out.push(Term::from_field_text(self.field, &token.text)));
        out
    }

    /// The query and how many different terms it has.
    fn query(&self, analyzer: &mut TextAnalyzer, text: &Text, mode: &str) -> (Box<dyn Query>, usize) {
        let mut terms = self.terms(analyzer, &format!("{}\n{}", text.title, text.body));
        if mode.ends_with("phrase") && terms.len() > 1 {
            return (Box::new(PhraseQuery::new(terms)), 1);
        }
        terms.sort_unstable();
        let occur = if mode.ends_with("intersection") { Occur::Must } else { Occur::Should };
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for same in terms.chunk_by(|a, b| a == b) {
            let one = Box::new(TermQuery::new(same[0].clone(), IndexRecordOption::WithFreqs));
            let clause: Box<dyn Query> =
                if same.len() == 1 { one } else { Box::new(BoostQuery::new(one, same.len() as f32)) };
            clauses.push((occur, clause));
        }
        let count = clauses.len();
        (Box::new(BooleanQuery::new(clauses)), count)
    }

    fn id(&self, address: DocAddress) -> String {
        let number = self.numbers[address.segment_ord as usize].first(address.doc_id);
        self.ids[number.expect("every document has a number") as usize].clone()
    }

    pub fn analyzer(&self) -> TextAnalyzer {
        indexing::analyzer()
    }

    pub fn ask(&self, analyzer: &mut TextAnalyzer, text: &Text, mode: &str, k: usize) -> tantivy::Result<Vec<String>> {
        let (query, terms) = self.query(analyzer, text, mode);
        if mode.starts_with("count") {
            return Ok(vec![query.count(&self.searcher)?.to_string()]);
        }
        let best = if terms >= MANY {
            self.searcher.search(&*query, &EveryMatch(k))?
        } else {
            self.searcher.search(&*query, &TopDocs::with_limit(k).order_by_score())?
        };
        Ok(best.into_iter().map(|(_, address)| self.id(address)).collect())
    }
}
