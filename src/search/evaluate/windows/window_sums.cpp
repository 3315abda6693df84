// SPDX-License-Identifier: Apache-2.0
#include "search/evaluate/windows/window_sums.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace forestall::search {
namespace {

// Bounds are sums of rounded-up parts; this absorbs the rounding of the few double operations behind each.
constexpr double kMargin = 1 + 1e-9;
// Windows in which fewer postings than this stand are worked through posting by posting.
constexpr std::size_t kFew = 1024;
// How much less the parts left must add before it is asked again whether a document can still be among the best.
constexpr double kAskAgain = 0.75;

}  // namespace

WindowSums::WindowSums(const Scope& scope, const ScoreRules& rules, const std::vector<bool>& left_out)
    : bounds_(scope, rules) {
  std::vector<Source> lists, rows;
  for (std::size_t i = 0; i < scope.terms.size(); ++i) {
    const QueryTerm& term = scope.plan->terms[i];
    const ResolvedTerm& resolved = scope.terms[i];
    if (!resolved.present || term.weight == 0 || (!left_out.empty() && left_out[i])) continue;
    const double value = term.weight * term.idf * kMargin;
    const double most = value * bounds_.part() * bounds_.bytes()[resolved.largest_impact];
    (resolved.row.present() ? rows : lists).push_back({&resolved, value, most});
  }
  // Rows that are added together share a unit: those of like worth belong together.
  std::stable_sort(rows.begin(), rows.end(), [](const Source& a, const Source& b) { return a.most > b.most; });
  if (!lists.empty() || !rows.empty()) scale(lists, rows);
  std::stable_sort(parts_.begin(), parts_.end(), [](const Part& a, const Part& b) { return a.most > b.most; });
  // Lists come first: they cost little, and may show that the rows need not be read. Left out instead, a rare spelling
  // beside frequent words would loosen every bound by what few documents have.
  std::stable_partition(parts_.begin(), parts_.end(), [](const Part& part) { return !part.rows; });
  first_rows_ = static_cast<std::size_t>(
      std::find_if(parts_.begin(), parts_.end(), [](const Part& part) { return part.rows; }) - parts_.begin());
  rest_.resize(parts_.size() + 1);
  for (std::size_t i = parts_.size(); i > 0; --i) rest_[i - 1] = rest_[i] + parts_[i - 1].most;
}

/// Chooses the unit as small as 16-bit sums allow, and everything's weight in it, rounded up.
void WindowSums::scale(const std::vector<Source>& lists, const std::vector<Source>& rows) {
  double sum = 0, greatest = 0;
  for (const auto* sources : {&lists, &rows})
    for (const Source& source : *sources) sum += source.most;
  for (const Source& source : lists) greatest = std::max(greatest, source.value * bounds_.part());
  unit_ = std::max(sum / (65535.0 - 2.0 * static_cast<double>(lists.size() + rows.size())), greatest * 256 / 65534);
  for (double reached = 65536; reached > 65534; unit_ *= reached > 65534 ? reached / 65000 : 1) {
    lists_.clear();
    groups_.clear();
    parts_.clear();
    reached = 0;
    for (const Source& source : lists) reached += add_list_part(source);
    for (std::size_t i = 0; i < rows.size(); i += kRowsTogether) reached += add_rows_part(rows, i);
  }
}

double WindowSums::add_list_part(const Source& source) {
  const auto weight = static_cast<std::uint32_t>(std::ceil(source.value * bounds_.part() * 256 / unit_));
  const std::uint32_t most = bounds_.bytes()[source.term->largest_impact] * weight / 256 + 1;
  parts_.push_back({false, static_cast<std::uint32_t>(lists_.size()), most});
  lists_.push_back({postings::WindowCursor(source.term->list), static_cast<std::uint16_t>(weight)});
  return most;
}

/// Adds the group of rows from `first` on; returns the most that it adds to a sum.
double WindowSums::add_rows_part(const std::vector<Source>& rows, std::size_t first) {
  const std::size_t count = std::min(kRowsTogether, rows.size() - first);
  RowGroup group;
  double scale = kMargin / unit_, most = 0;  // rounding must not bring a product below its exact value
  const auto value = [&](const Source& source, std::uint8_t impact) {
    return std::ceil(bounds_.of(impact) * source.value * scale);
  };
  for (;; ++group.shift, scale /= 2) {
    most = 0;
    for (std::size_t i = 0; i < count; ++i) most += value(rows[first + i], rows[first + i].term->largest_impact);
    if (most <= 255) break;
  }
  for (std::size_t i = 0; i < kRowsTogether; ++i) {
    const Source& source = rows[first + std::min(i, count - 1)];
    RowTerm& row = group.rows[i];
    row.codes = source.term->row.codes(0);
    const auto levels = source.term->row.levels();
    for (std::size_t level = 1; level < levels.size() && i < count; ++level)
      row.values[level] = static_cast<std::uint8_t>(value(source, levels[level]));
  }
  most *= static_cast<double>(1u << group.shift);
  parts_.push_back({true, static_cast<std::uint32_t>(groups_.size()), static_cast<std::uint32_t>(most)});
  groups_.push_back(group);
  return most;
}

void WindowSums::keep(const std::uint64_t* bits) {
  for (std::uint32_t doc = 0; doc < sums_.size(); ++doc)
    sums_[doc] &= static_cast<std::uint16_t>(-static_cast<int>(bits[doc / 64] >> (doc % 64) & 1));
}

WindowSums::Choice WindowSums::choose(std::uint32_t needed) const {
  std::size_t parts = parts_.size();
  while (parts > 0 && rest_[parts - 1] < needed) --parts;
  return {parts, static_cast<std::uint32_t>(rest_[parts])};
}

std::size_t WindowSums::first_lists(std::uint64_t postings) const {
  std::size_t parts = 0;
  for (; parts < first_rows_; ++parts) {
    const std::uint32_t size = lists_[parts_[parts].number].cursor.list().size();
    if (size > postings) break;
    postings -= size;
  }
  return parts;
}

void WindowSums::rewind() {
  for (List& list : lists_) list.cursor = postings::WindowCursor(list.cursor.list());
}

void WindowSums::clear() {
  if (listed_ && clean_)
    for (const std::uint16_t doc : touched()) sums_[doc] = 0;
  else
    std::memset(sums_.data(), 0, sums_.size() * sizeof sums_[0]);
  clean_ = true;
  touches_ = 0;
}

/// If the parts are lists that hold few documents of the window: sums and lists them.
bool WindowSums::sum_few(std::uint32_t window, std::size_t parts) {
  if (parts > first_rows_) return false;
  std::size_t postings = 0;
  found_.resize(lists_.size());
  for (std::size_t i = 0; i < parts; ++i) {
    found_[parts_[i].number] = lists_[parts_[i].number].cursor.seek(window);
    postings += found_[parts_[i].number].docs.size();
  }
  if (postings > kFew) return false;
  touched_.resize(kFew + 1);
  for (std::size_t i = 0; i < parts; ++i) {
    const postings::WindowPostings& found = found_[parts_[i].number];
    for (const std::uint16_t doc : found.docs) {  // without branches, which could not be foreseen
      const bool fresh = sums_[doc] == 0;
      touched_[touches_] = doc;
      touches_ += static_cast<std::size_t>(fresh);
      sums_[doc] = static_cast<std::uint16_t>(sums_[doc] + fresh);  // a unit too much, which a bound may have
    }
    add_list(sums_.data(), found.docs, found.impacts, bounds_.bytes(), lists_[parts_[i].number].weight);
  }
  return true;
}

void WindowSums::add(const Part& part, std::uint32_t window, std::uint32_t count) {
  if (part.rows) return add_rows_from(part, window, 0, count);
  List& list = lists_[part.number];
  const postings::WindowPostings found = list.cursor.seek(window);
  add_list(sums_.data(), found.docs, found.impacts, bounds_.bytes(), list.weight);
}

/// Of `count` documents of the window, from `first` on, which begins a block.
void WindowSums::add_rows_from(const Part& part, std::uint32_t window, std::uint32_t first, std::uint32_t count) {
  const std::size_t offset =
      (std::size_t{window} * postings::kWindow + first) / postings::DenseRow::kGroup * postings::DenseRow::kGroupBytes;
  RowGroup group = groups_[part.number];
  for (RowTerm& row : group.rows) row.codes += offset;
  add_rows(sums_.data() + first, group, count);
}

/// The rows of some blocks alone.
void WindowSums::add_rows_of(const Part& part, std::uint32_t window, std::uint32_t count, std::uint32_t blocks) {
  while (blocks != 0) {
    const auto from = static_cast<std::uint32_t>(std::countr_zero(blocks));
    const auto run = static_cast<std::uint32_t>(std::countr_one(blocks >> from));
    const std::uint32_t first = from * kSumBlock;
    add_rows_from(part, window, first, std::min(run * kSumBlock, count - first));
    blocks = run == 32 ? 0 : blocks & ~(((std::uint32_t{1} << run) - 1) << from);
  }
}

void WindowSums::sum(std::uint32_t window, std::uint32_t count, std::size_t parts) {
  clear();
  listed_ = sum_few(window, parts);
  for (std::size_t i = 0; i < parts && !listed_; ++i) add(parts_[i], window, count);
}

bool WindowSums::sum_unless_below(std::uint32_t window, std::uint32_t count, std::uint32_t needed) {
  clear();
  listed_ = sum_few(window, parts_.size());
  const std::uint32_t all = ~std::uint32_t{0} >> (32 - (count + kSumBlock - 1) / kSumBlock);
  std::uint32_t blocks = all;
  double ask = needed * kAskAgain;
  for (std::size_t i = 0; i < parts_.size() && !listed_; ++i) {
    if (static_cast<double>(rest_[i]) < ask) {
      ask = static_cast<double>(rest_[i]) * kAskAgain;
      blocks = reaching_blocks(sums_.data(), blocks, static_cast<std::uint16_t>(needed - rest_[i]));
      if (blocks == 0) return false;
    }
    if (parts_[i].rows && blocks != all)
      add_rows_of(parts_[i], window, count, blocks);
    else
      add(parts_[i], window, count);
  }
  return true;
}

}  // namespace forestall::search
