// SPDX-License-Identifier: Apache-2.0
//! The best k of every match, scored without block-max WAND, which is many times slower on long queries.
use std::cmp::Ordering;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

pub struct EveryMatch(pub usize);

type Found = Vec<(Score, DocAddress)>;

pub struct Best {
    k: usize,
    segment: SegmentOrdinal,
    threshold: Score,
    found: Vec<(Score, DocId)>,
}

fn better(a: &(Score, DocId), b: &(Score, DocId)) -> Ordering {
    b.0.total_cmp(&a.0).then(a.1.cmp(&b.1))
}

impl Best {
    /// Called when four times as many as are wanted have come; keeps the k best and knows what to beat.
    fn shrink(&mut self) {
        if self.found.len() > self.k {
            self.found.select_nth_unstable_by(self.k - 1, better);
            self.found.truncate(self.k);
            self.threshold = self.found[self.k - 1].0;
        }
    }
}

impl SegmentCollector for Best {
    type Fruit = Found;

    #[inline]
    fn collect(&mut self, doc: DocId, score: Score) {
        if score > self.threshold {
            self.found.push((score, doc));
            if self.found.len() >= 4 * self.k {
                self.shrink();
            }
        }
    }

    fn harvest(mut self) -> Found {
        self.shrink();
        self.found.sort_unstable_by(better);
        self.found.iter().map(|&(score, doc)| (score, DocAddress::new(self.segment, doc))).collect()
    }
}

impl Collector for EveryMatch {
    type Fruit = Found;
    type Child = Best;

    fn for_segment(&self, segment: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<Best> {
        Ok(Best { k: self.0, segment, threshold: Score::MIN, found: Vec::with_capacity(4 * self.0) })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<Found>) -> tantivy::Result<Found> {
        let mut all: Found = fruits.into_iter().flatten().collect();
        all.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        all.truncate(self.0);
        Ok(all)
    }
}
