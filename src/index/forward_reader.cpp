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
  std::vector<std::pair<std::uint32_t, int>> found;  // (term, field)
  std::vector<analysis::Token> tokens;
  for (int f = 0; f < schema::kFields; ++f) {
    tokens.clear();
    analyze_field(*document, f, partition.lang, *session_, tokens);
    for (const analysis::Token& token : tokens)
      if (const auto ord = segment_.find_term(partition, token.term, token.hash))
        found.emplace_back(*ord - partition.first_term, f);
  }
  std::sort(found.begin(), found.end());
  postings::ForwardWriter forward;
  for (std::size_t i = 0; i < found.size();) {
    const std::uint32_t term = found[i].first;
    schema::FieldCounts tf{};
    for (; i < found.size() && found[i].first == term; ++i) ++tf[static_cast<std::size_t>(found[i].second)];
    forward.add(term, tf);
  }
  std::string bytes;
  forward.write(bytes);
  bytes.append(8, '\0');  // a cursor looks at a few bytes more
  return bytes;
}

}  // namespace forestall::index
