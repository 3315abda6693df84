// SPDX-License-Identifier: Apache-2.0
#include "mail/footer.h"

#include <algorithm>
#include <optional>

#include "mail/language.h"
#include "mail/prose.h"

namespace forestall::mail {
namespace {

constexpr std::size_t kLongest = 3000, kMostLines = 60, kLeastNotice = 30;

std::optional<CleanRule> footer_rule(std::string_view text) {
  if (text.size() > kLongest || asks(text)) return std::nullopt;
  const Canonical words = canonical(text);
  if (words.text.size() >= kLeastNotice && lists().notice.count_in(words) >= 2) return CleanRule::notice;
  const std::size_t footers = lists().unsubscribe.count_in(words);
  if (footers == 0 || lists().self.in(words)) return std::nullopt;
  if (footers >= 2 || points_elsewhere(text)) return CleanRule::unsubscribe;
  return std::nullopt;
}

bool ornament(std::string_view text) {
  return text.size() >= 3 && text.find_first_not_of("-_=*~ ") == std::string_view::npos;
}

}  // namespace

void take_footers(std::vector<Line>& lines, std::size_t at, std::size_t end) {
  const auto open = [&](std::size_t i) { return !lines[i].rule && !lines[i].blank(); };
  std::size_t first = at;
  while (first < end && !open(first)) ++first;
  while (end > first) {
    while (end > first && !open(end - 1)) --end;
    std::size_t begin = end;
    while (begin > first && end - begin < kMostLines && open(begin - 1)) {
      --begin;
      if (lines[begin].paragraph) break;
    }
    if (begin <= first || begin == end) return;
    std::string text;
    for (std::size_t i = begin; i < end && text.size() <= kLongest; ++i) text.append(lines[i].text).push_back(' ');
    if (!text.empty()) text.pop_back();
    std::optional<CleanRule> rule = footer_rule(text);
    if (!rule && end - begin == 1 && ornament(text)) rule = CleanRule::notice;
    if (!rule) return;
    for (std::size_t i = begin; i < end; ++i) lines[i].rule = *rule;
    end = begin;
  }
}

}  // namespace forestall::mail
