// SPDX-License-Identifier: Apache-2.0
#include <unordered_map>

#include "index/audience.h"
#include "index/writer.h"

namespace forestall::index {
namespace {

constexpr std::size_t kBatch = 4000;
constexpr int kDeepestThread = 64;

std::string audience_of(const Document& document, const std::unordered_map<std::string, Document>& outlines,
                        int depth = 0) {
  if (document.kind != Kind::reply || document.parent.empty()) return own_audience(document);
  const auto parent = outlines.find(document.parent);
  if (parent == outlines.end() || depth >= kDeepestThread) return nobody();
  return reply_audience(document, audience_of(parent->second, outlines, depth + 1));
}

}  // namespace

/// Writers wait, readers keep what they have. The old files go only when the manifest names the new one.
void Writer::rebuild() {
  const std::lock_guard filing(filing_);
  {
    const std::lock_guard tidying(tidying_);
    const std::lock_guard writing(writing_);
    const auto view = store_->view();
    std::unordered_map<std::string, Document> outlines;
    view->visit([&](std::uint64_t number, Document&& document) {
      next_number_ = std::max(next_number_, number + 1);
      Document outline;
      outline.kind = document.kind;
      outline.parent = document.parent;
      outline.audience = document.audience;
      outlines.emplace(document.id, std::move(outline));
    });
    store_->journal(0, [&](std::uint64_t sequence, storage::JournalEntry&&) {
      last_sequence_ = std::max(last_sequence_, sequence);
    });
    for (const storage::SegmentEntry& entry : store_->manifest().segments)
      next_file_ = std::max(next_file_, entry.file + 1);

    std::vector<LiveLeaf> before = std::exchange(leaves_, {});
    std::vector<Document> documents;
    std::vector<Input> inputs;
    const auto build = [&] {
      if (documents.empty()) return;
      for (std::size_t i = 0; i < inputs.size(); ++i) inputs[i].document = &documents[i];
      session_.trim();
      add_segment(build_segment(inputs, session_, *schema_, nullptr));
      documents.clear();
      inputs.clear();
    };
    try {
      view->visit([&](std::uint64_t number, Document&& document) {
        inputs.push_back({number, nullptr, audience_of(document, outlines)});
        documents.push_back(std::move(document));
        if (documents.size() == kBatch) build();
      });
      build();
    } catch (...) {
      leaves_ = std::move(before);
      throw;
    }
    std::unordered_map<std::string, VoteCount> totals;
    view->visit_votes([&](std::string_view id, std::string_view, bool helpful) {
      VoteCount& total = totals[std::string(id)];
      ++(helpful ? total.helpful : total.unhelpful);
    });
    std::vector<std::pair<Place, VoteCount>> votes;
    for (const auto& [id, total] : totals)
      for (std::uint32_t i = 0; i < leaves_.size(); ++i)
        if (const auto doc = leaves_[i].segment->find(id)) votes.push_back({{i, *doc}, total});
    set_votes(votes);
    publish();
    if (leaves_.empty()) {
      publish_manifest(last_sequence_ + 1);
      store_->remove_orphans({});
      return;
    }
  }
  flush_memory(true);
}

}  // namespace forestall::index
