// SPDX-License-Identifier: Apache-2.0
// How an index comes back: the manifest's segments, then what the journal says that no segment holds yet.
#include <unordered_map>

#include "base/fail.h"
#include "index/writer.h"

namespace forestall::index {
namespace {

constexpr std::size_t kReplayBatch = 2000;

/// What the journal comes to.
struct Pending {
  std::uint64_t number = 0;
  std::string audience;
};

}  // namespace

void Writer::open_segments() {
  for (const storage::SegmentEntry& entry : store_->manifest().segments) {
    const auto path = store_->segment_path(entry.file);
    auto file = storage::SectionFile::open(path);
    if (file->size() != entry.bytes)
      fail(ErrorCode::corrupt, "{} has {} bytes, the manifest says {}", path.string(), file->size(), entry.bytes);
    auto segment = std::make_shared<const Segment>(std::move(file));
    const auto sidecar = store_->sidecar(entry.file);
    auto overlay = sidecar ? Overlay::from_bytes(*segment, *sidecar) : Overlay::none(*segment);
    leaves_.push_back({std::move(segment), std::move(overlay), entry.file, false, true, false});
  }
}

void Writer::replay() {
  std::map<std::string, Pending> pending;
  std::unordered_map<std::string, VoteCount> totals;
  std::unordered_map<std::string, std::uint64_t> removed;  // id → number of the last stored row that went
  const auto at_number = [&](const std::string& id, std::uint64_t number) -> std::optional<Place> {
    for (std::uint32_t i = 0; i < leaves_.size(); ++i)
      if (const auto doc = leaves_[i].segment->find(id); doc && leaves_[i].segment->info(*doc).number == number)
        return Place{i, *doc};
    return std::nullopt;
  };
  std::vector<Place> gone;
  store_->journal(journal_from_, [&](std::uint64_t sequence, storage::JournalEntry&& entry) {
    last_sequence_ = std::max(last_sequence_, sequence);
    next_number_ = std::max(next_number_, entry.number + 1);
    switch (entry.type) {
      case storage::JournalEntry::Type::put:
        if (!at_number(entry.id, entry.number)) pending[entry.id] = {entry.number, std::move(entry.audience)};
        totals[entry.id] = entry.voters;
        break;
      case storage::JournalEntry::Type::remove:
        if (const auto found = pending.find(entry.id); found != pending.end() && found->second.number == entry.number)
          pending.erase(found);
        else if (const auto place = at_number(entry.id, entry.number))
          gone.push_back(*place);
        totals.erase(entry.id);
        break;
      case storage::JournalEntry::Type::vote:
        totals[entry.id] = entry.voters;
        break;
    }
  });
  remove(gone);

  const auto view = store_->view();
  std::vector<Document> documents;
  std::vector<Input> inputs;
  const auto build = [&] {
    if (inputs.empty()) return;
    for (std::size_t i = 0; i < inputs.size(); ++i) inputs[i].document = &documents[i];
    session_.trim();
    add_segment(build_segment(inputs, session_, *schema_, nullptr));
    documents.clear();
    inputs.clear();
  };
  for (auto& [id, put] : pending) {
    auto document = view->document(put.number);
    if (!document)
      fail(ErrorCode::corrupt, "{}: the journal names document {} ({}), which is not stored",
           store_->directory().string(), put.number, id);
    documents.push_back(std::move(*document));
    inputs.push_back({put.number, nullptr, std::move(put.audience)});
    if (inputs.size() == kReplayBatch) build();
  }
  build();

  std::vector<std::pair<Place, VoteCount>> votes;
  for (const auto& [id, total] : totals)
    for (std::uint32_t i = 0; i < leaves_.size(); ++i)
      if (const auto doc = leaves_[i].segment->find(id); doc && !leaves_[i].overlay->removed(*doc))
        votes.push_back({{i, *doc}, total});
  set_votes(votes);
}

}  // namespace forestall::index
