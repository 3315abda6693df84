// SPDX-License-Identifier: Apache-2.0
#include "live/desk.h"

#include <fmt/format.h>

namespace live {

Desk::Desk(const Material& material, const Rates& rates, std::uint32_t seed, std::uint32_t number, std::uint32_t desks)
    : material_(material),
      rates_(rates),
      random_(seed * 1000003ULL + number),
      number_(number),
      desks_(desks),
      fresh_(material.known) {
  for (std::size_t line = number; line < material.known; line += desks) alive_.push_back(line);
  while (fresh_ % desks != number) ++fresh_;
}

Document Desk::document(std::size_t line) const {
  return parse_document(material_.documents[line], {.ignore_unknown = true});
}

/// Half of what is put is new, or comes back; the other half is edited.
Batch Desk::put() {
  Batch batch;
  const bool adds = random_() % 2 == 0;
  if (adds && fresh_ < material_.documents.size()) {
    alive_.push_back(fresh_);
    fresh_ += desks_;
    batch.put(document(alive_.back()));
  } else if (adds && !gone_.empty()) {
    alive_.push_back(gone_.back());
    gone_.pop_back();
    batch.put(document(alive_.back()));
  } else {
    Document edited = document(alive_[pick(alive_.size())]);
    edited.body += fmt::format("\nEdited {} times.", ++edits_);
    batch.put(std::move(edited));
  }
  return batch;
}

Lesson lesson_of(const Material& material, std::uint32_t ticket, std::size_t draft, std::size_t solution) {
  Lesson lesson;
  lesson.ticket = fmt::format("ticket-{}", ticket);
  lesson.draft = material.drafts[draft];
  lesson.solutions = {parse_document(material.documents[solution], {.ignore_unknown = true}).id};
  return lesson;
}

/// One ticket of ten is forgotten.
Batch Desk::learn() {
  Batch batch;
  const auto mine = (material_.tickets - number_ + desks_ - 1) / desks_;
  const auto ticket = static_cast<std::uint32_t>(pick(mine)) * desks_ + number_;
  if (random_() % 10 == 0)
    batch.unlearn(fmt::format("ticket-{}", ticket));
  else
    batch.learn(lesson_of(material_, ticket, pick(material_.drafts.size()), pick(material_.known)));
  return batch;
}

Desk::Operation Desk::next() {
  double dice = static_cast<double>(random_() % 1000000) / 10000;
  const auto is = [&](double rate) { return (dice -= rate) < 0; };
  Operation out;
  if (is(rates_.puts)) return {Kind::put, nullptr, put()};
  if (is(rates_.removals) && alive_.size() > 1) {
    std::swap(alive_[pick(alive_.size())], alive_.back());
    out.batch.remove(document(alive_.back()).id);
    gone_.push_back(alive_.back());
    alive_.pop_back();
    out.kind = Kind::remove;
    return out;
  }
  if (is(rates_.votes)) {
    out.batch.vote(document(alive_[pick(alive_.size())]).id,
                   {fmt::format("voter-{}", random_() % 5000), random_() % 3 != 0});
    out.kind = Kind::vote;
    return out;
  }
  if (is(rates_.lessons)) return {Kind::learn, nullptr, learn()};
  out.draft = &material_.drafts[pick(material_.drafts.size())];
  return out;
}

const char* name_of(Desk::Kind kind) {
  constexpr const char* kNames[] = {"suggest", "put", "remove", "vote", "learn"};
  return kNames[static_cast<int>(kind)];
}

}  // namespace live
