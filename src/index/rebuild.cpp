// SPDX-License-Identifier: Apache-2.0
#include <unordered_map>

#include "index/audience.h"
#include "index/writer.h"

namespace forestall::index {
namespace {

constexpr std::size_t kBatch = 4000;
constexpr int kDeepestThread = 64;

/// Audiences of stored documents: a reply has its topic's. What was read of topics last is kept.
class Audiences {
 public:
  explicit Audiences(const storage::View& view) : view_(view) {}

  std::string of(const Document& document) {
    if (kept_.size() >= kMost) kept_.clear();
    return of({document.kind, document.parent, document.audience}, 0);
  }

 private:
  static constexpr std::size_t kMost = 20'000;
  struct Outline {
    Kind kind = Kind::article;
    std::string parent;
    std::vector<std::string> audience;
    bool there = true;
  };

  std::string of(const Outline& outline, int depth) {
    Document document;
    document.audience = outline.audience;
    if (outline.kind != Kind::reply || outline.parent.empty()) return own_audience(document);
    if (depth >= kDeepestThread) return nobody();
    const Outline& parent = outline_of(outline.parent);
    return parent.there ? reply_audience(document, of(parent, depth + 1)) : nobody();
  }

  const Outline& outline_of(const std::string& id) {
    const auto [kept, is_new] = kept_.try_emplace(id);
    if (!is_new) return kept->second;
    const auto number = view_.number(id);
    auto document = number ? view_.document(*number) : std::nullopt;
    kept->second.there = document.has_value();
    if (document) kept->second = {document->kind, std::move(document->parent), std::move(document->audience)};
    return kept->second;
  }

  const storage::View& view_;
  std::unordered_map<std::string, Outline> kept_;
};

}  // namespace

/// Writers wait, readers keep what they have. The old files go only when the manifest names the new ones.
void Writer::rebuild() {
  {
    const std::lock_guard filing(filing_);
    const std::lock_guard tidying(tidying_);
    const std::lock_guard writing(writing_);
    const auto view = store_->view();
    store_->remove_orphans({});  // their numbers are needed
    store_->journal(0, [&](std::uint64_t sequence, storage::JournalEntry&&) {
      last_sequence_ = std::max(last_sequence_, sequence);
    });
    for (const storage::SegmentEntry& entry : store_->manifest().segments)
      next_file_ = std::max(next_file_, entry.file + 1);

    std::vector<LiveLeaf> before = std::exchange(leaves_, {});
    try {
      rebuild_segments(*view);
      rebuild_votes(*view);
    } catch (...) {
      leaves_ = std::move(before);
      store_->remove_orphans({});
      throw;
    }
    try {
      publish_manifest(last_sequence_ + 1);
    } catch (...) {
      leaves_ = std::move(before);
      throw;
    }
    publish();
    store_->remove_orphans({});
  }
  run_background_work();  // there may be enough files to merge now
}

/// In memory up to half the budget, then in a file that no manifest names yet.
void Writer::rebuild_segments(const storage::View& view) {
  Audiences audiences(view);
  std::vector<Document> documents;
  std::vector<Input> inputs;
  std::size_t bytes = 0;
  const auto build = [&] {
    if (documents.empty()) return;
    for (std::size_t i = 0; i < inputs.size(); ++i) inputs[i].document = &documents[i];
    session_.trim();
    add_segment(build_segment(inputs, session_, *schema_, nullptr));
    documents.clear();
    inputs.clear();
    bytes = 0;
    if (memory_bytes() >= options_.memory_budget / 2) move_into_file();
  };
  view.visit([&](std::uint64_t number, Document&& document) {
    next_number_ = std::max(next_number_, number + 1);
    bytes += document.title.size() + document.body.size();
    inputs.push_back({number, nullptr, audiences.of(document)});
    documents.push_back(std::move(document));
    if (documents.size() == kBatch || bytes >= options_.memory_budget / 8) build();
  });
  build();
  move_into_file();
}

/// All segments in memory become one file.
void Writer::move_into_file() {
  Chosen chosen;
  for (const LiveLeaf& leaf : leaves_)
    if (leaf.file == 0) chosen.push_back(leaf.segment);
  if (chosen.empty()) return;
  const std::uint64_t number = next_file_++;
  base::Spill spill(store_->segment_path(number), options_.memory_budget / 2);
  write_merged(sources(chosen), *schema_, schema_->layout, nullptr, spill);
  auto segment = std::make_shared<const Segment>(storage::SectionFile::open(spill.file()));
  segment->file().verify_all();
  std::erase_if(leaves_, [](const LiveLeaf& leaf) { return leaf.file == 0; });
  auto overlay = Overlay::none(*segment);
  leaves_.push_back({std::move(segment), std::move(overlay), number, true, true, false});
}

/// The votes of an id are stored one behind the other.
void Writer::rebuild_votes(const storage::View& view) {
  std::vector<std::pair<Place, VoteCount>> votes;
  std::string voted;
  VoteCount total;
  const auto count = [&] {
    if (total == VoteCount{}) return;
    for (std::uint32_t i = 0; i < leaves_.size(); ++i)
      if (const auto doc = leaves_[i].segment->find(voted)) votes.push_back({{i, *doc}, total});
  };
  view.visit_votes([&](std::string_view id, std::string_view, bool helpful) {
    if (id != voted) {
      count();
      voted = id;
      total = {};
    }
    ++(helpful ? total.helpful : total.unhelpful);
  });
  count();
  set_votes(votes);
}

}  // namespace forestall::index
