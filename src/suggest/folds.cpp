// SPDX-License-Identifier: Apache-2.0
#include "suggest/folds.h"

#include <algorithm>

#include "index/audience.h"

namespace forestall::suggest {
namespace {

std::uint64_t key_of(std::uint32_t leaf, std::uint32_t number) { return std::uint64_t{leaf} << 32 | number; }

const index::Segment& segment_of(const index::Snapshot& snapshot, const index::Place& place) {
  return *snapshot.leaves()[place.leaf].segment;
}

}  // namespace

std::uint32_t Folds::add(const index::Place& place) {
  folds_.push_back({place});
  return static_cast<std::uint32_t>(folds_.size() - 1);
}

std::uint32_t Folds::of_document(const index::Place& place) {
  const index::Segment& segment = segment_of(snapshot_, place);
  const std::uint32_t fold = segment.info(place.doc).fold;
  const auto alone = [&](const index::Place& own) {
    const auto [known, fresh] = by_place_.try_emplace(key_of(own.leaf, own.doc), 0);
    if (fresh) known->second = add(own);
    return known->second;
  };
  if (fold == 0) return alone(place);
  const std::string_view name = segment.string(fold);
  if (name.substr(0, 2) == "i:")
    if (const auto topic = snapshot_.find(name.substr(2)))
      if (segment_of(snapshot_, *topic).info(topic->doc).fold == 0) return alone(*topic);
  const auto [known, fresh] = by_name_.try_emplace(std::string(name), 0);
  if (fresh) known->second = add(place);
  return known->second;
}

std::string Folds::name(std::uint32_t fold) const {
  return segment_of(snapshot_, folds_[fold].place).fold_key(folds_[fold].place.doc);
}

const std::vector<index::Place>& Folds::members(std::uint32_t number) {
  Fold& fold = folds_[number];
  if (std::exchange(fold.collected, true)) return fold.members;
  const std::string name = this->name(number);
  fold.members = snapshot_.group(name);
  fold.members.push_back(fold.place);
  if (name.rfind("i:", 0) == 0)
    if (const auto topic = snapshot_.find(std::string_view(name).substr(2))) fold.members.push_back(*topic);
  const auto key = [](const index::Place& place) { return key_of(place.leaf, place.doc); };
  std::sort(fold.members.begin(), fold.members.end(),
            [&](const index::Place& a, const index::Place& b) { return key(a) < key(b); });
  fold.members.erase(std::unique(fold.members.begin(), fold.members.end(),
                                 [&](const index::Place& a, const index::Place& b) { return key(a) == key(b); }),
                     fold.members.end());
  std::erase_if(fold.members, [&](const index::Place& member) { return !may_be_given(member); });
  return fold.members;
}

/// Nothing unless the reader may be given an answer of the fold.
std::optional<std::uint32_t> Folds::of_solution(std::string_view solution) {
  const auto place = snapshot_.find(solution);
  // A document that the reader may not see must not lend its lessons to its translations: they would tell of it.
  if (!place || !index::visible(segment_of(snapshot_, *place).audience(place->doc), text_.request().reader))
    return std::nullopt;
  const std::uint32_t fold = of_document(*place);
  if (!may_be_given(*place) && members(fold).empty()) return std::nullopt;
  return fold;
}

/// Many lessons have the same solutions.
std::span<const std::uint32_t> Folds::of_lesson(const index::Place& lesson) {
  const index::Segment& segment = segment_of(snapshot_, lesson);
  const std::uint32_t solutions = segment.info(lesson.doc).tags;
  const auto [known, fresh] = by_solutions_.try_emplace(key_of(lesson.leaf, solutions));
  if (fresh) {
    const std::size_t first = solved_.size();
    for (const std::string_view id : index::split(segment.string(solutions), index::kMember)) {
      const auto fold = of_solution(id);
      if (fold &&
          std::find(solved_.begin() + static_cast<std::ptrdiff_t>(first), solved_.end(), *fold) == solved_.end())
        solved_.push_back(*fold);
    }
    known->second = {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(solved_.size() - first)};
  }
  return {solved_.data() + known->second.first, known->second.count};
}

}  // namespace forestall::suggest
