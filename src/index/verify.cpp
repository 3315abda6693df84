// SPDX-License-Identifier: Apache-2.0
#include "index/verify.h"

#include "base/fail.h"
#include "base/utf8.h"
#include "index/forward_reader.h"

namespace forestall::index {
namespace {

/// Of a compact segment the terms of the stored documents are counted; those of removed ones are not stored any more.
void verify_terms(const Snapshot& snapshot, std::uint32_t leaf, std::vector<std::string>& faults) {
  const Segment& segment = *snapshot.leaves()[leaf].segment;
  const Overlay& overlay = *snapshot.leaves()[leaf].overlay;
  ForwardReader forward(snapshot, leaf);
  std::vector<std::uint32_t> counted(segment.terms());
  if (segment.compact())
    for (std::uint32_t term = 0; term < counted.size(); ++term) counted[term] = overlay.removed_df(term);
  for (const Partition& partition : segment.partitions())
    for (std::uint32_t i = 0; i < partition.documents; ++i) {
      if (segment.compact() && overlay.removed(partition.first_document + i)) continue;
      forward.forget();
      for (auto cursor = forward.of(partition.first_document + i); cursor.next();) {
        if (cursor.term() >= partition.terms) {
          faults.push_back(fmt::format("{}: document {} names term {}, there are {}", segment.file().name(), i,
                                       cursor.term(), partition.terms));
          return;
        }
        ++counted[partition.first_term + cursor.term()];
      }
    }
  for (std::uint32_t term = 0; term < counted.size(); ++term)
    if (counted[term] != segment.term_info(term).df)
      faults.push_back(fmt::format("{}: term {} stands in {} documents, its list says {}", segment.file().name(),
                                   base::quoted(segment.term(term)), counted[term], segment.term_info(term).df));
}

void verify_documents(const Snapshot& snapshot, const Leaf& leaf, std::vector<std::string>& faults) {
  for (std::uint32_t doc = 0; doc < leaf.segment->size(); ++doc) {
    if (leaf.overlay->removed(doc)) continue;
    const std::string_view id = leaf.segment->id(doc);
    const auto number = snapshot.rows().number(id);
    if (!number)
      faults.push_back(fmt::format("{}: document {} is not stored", leaf.segment->file().name(), base::quoted(id)));
    else if (*number != leaf.segment->info(doc).number)
      faults.push_back(fmt::format("{}: document {} is stored as {}, indexed as {}", leaf.segment->file().name(),
                                   base::quoted(id), *number, leaf.segment->info(doc).number));
  }
}

}  // namespace

std::vector<std::string> verify(const Snapshot& snapshot) {
  std::vector<std::string> faults;
  for (std::uint32_t number = 0; number < snapshot.leaves().size(); ++number) {
    const Leaf& leaf = snapshot.leaves()[number];
    try {
      leaf.segment->file().verify_all();
      verify_terms(snapshot, number, faults);
      verify_documents(snapshot, leaf, faults);
    } catch (const Error& error) {
      faults.emplace_back(error.what());
    }
  }
  std::uint64_t stored = 0;
  try {
    snapshot.rows().visit([&](std::uint64_t, Document&& document) {
      ++stored;
      if (!snapshot.find(document.id))
        faults.push_back(fmt::format("document {} is stored but in no segment", base::quoted(document.id)));
    });
  } catch (const Error& error) {
    faults.emplace_back(error.what());
  }
  const std::uint64_t indexed = snapshot.documents() + snapshot.lessons();
  if (faults.empty() && stored != indexed)
    faults.push_back(fmt::format("{} documents and lessons are stored, {} are indexed", stored, indexed));
  return faults;
}

}  // namespace forestall::index
