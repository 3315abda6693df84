// SPDX-License-Identifier: Apache-2.0
#include "index/forward_reader.h"

#include <algorithm>

#include "base/fail.h"
#include "base/utf8.h"

namespace forestall::index {

ForwardReader::ForwardReader(const Snapshot& snapshot, std::uint32_t leaf)
    : snapshot_(snapshot), segment_(*snapshot.leaves()[leaf].segment) {}

postings::ForwardCursor ForwardReader::analysed(std::uint32_t doc) {
  std::shared_ptr<const std::string> entry = segment_.forward_cache().find(doc);
  if (!entry) {
    entry = std::make_shared<const std::string>(analyse(doc));
    segment_.forward_cache().add(doc, entry);
  }
  held_.push_back(entry);
  return postings::ForwardCursor(held_.back()->data());
}

std::string ForwardReader::analyse(std::uint32_t doc) {
  const auto document = snapshot_.rows().document(segment_.info(doc).number);
  if (!document)
    fail(ErrorCode::corrupt, "{}: document {} is not stored", segment_.file().name(), base::quoted(segment_.id(doc)));
  if (!session_) session_.emplace(snapshot_.analyzer().session());
  const Partition& partition = segment_.partition_of(doc);
  // By the session's numbers first: a term is looked up once.
  std::vector<std::pair<std::uint32_t, int>> seen;  // (number, field)
  std::vector<analysis::Token> tokens, distinct;
  for (int f = 0; f < schema::kFields; ++f) {
    tokens.clear();
    analyze_field(*document, f, partition.lang, *session_, tokens);
    for (const analysis::Token& token : tokens) seen.emplace_back(token.number, f);
    distinct.insert(distinct.end(), tokens.begin(), tokens.end());
  }
  const auto same = [](const analysis::Token& a, const analysis::Token& b) { return a.number == b.number; };
  std::sort(distinct.begin(), distinct.end(),
            [](const analysis::Token& a, const analysis::Token& b) { return a.number < b.number; });
  distinct.erase(std::unique(distinct.begin(), distinct.end(), same), distinct.end());
  std::sort(seen.begin(), seen.end());
  std::vector<std::pair<std::uint32_t, schema::FieldCounts>> found;
  for (std::size_t i = 0, next = 0; i < distinct.size(); ++i) {
    schema::FieldCounts tf{};
    for (; next < seen.size() && seen[next].first == distinct[i].number; ++next)
      ++tf[static_cast<std::size_t>(seen[next].second)];
    if (const auto ord = segment_.find_term(partition, distinct[i].term, distinct[i].hash))
      found.emplace_back(*ord - partition.first_term, tf);
  }
  std::sort(found.begin(), found.end());
  postings::ForwardWriter forward;
  for (const auto& [term, tf] : found) forward.add(term, tf);
  std::string bytes;
  forward.write(bytes);
  bytes.append(8, '\0');  // a cursor looks at a few bytes more
  return bytes;
}

}  // namespace forestall::index
