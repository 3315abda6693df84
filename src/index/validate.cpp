// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analysis/analyzer.h"
#include "base/fail.h"
#include "base/utf8.h"
#include "index/audience.h"
#include "index/batch_plan.h"

namespace forestall::index {
namespace {

constexpr std::size_t kLongestId = 512, kLongestName = 512, kMostValues = 1000;
constexpr std::size_t kLongestText = std::size_t{64} << 20;

[[noreturn]] void refuse(const Document& document, std::string_view field, std::string_view why) {
  fail(ErrorCode::invalid_argument, "document {}: {} {}", base::quoted(document.id), field, why);
}

void require_text(const Document& document, std::string_view field, std::string_view text, std::size_t longest) {
  if (text.size() > longest)
    refuse(document, field, fmt::format("has {} bytes, at most {} are allowed", text.size(), longest));
  if (!base::valid_utf8(text)) {
    const std::size_t at = base::first_invalid_utf8(text);
    refuse(document, field, fmt::format("is not UTF-8 at byte {}: {}", at, base::quoted(text.substr(at), 8)));
  }
}

/// A name that filters compare: it must not hold the characters that separate names in a segment.
void require_name(const Document& document, std::string_view field, std::string_view name) {
  require_text(document, field, name, kLongestName);
  const auto control = [](char c) { return static_cast<std::uint8_t>(c) < 0x20 || c == 0x7F; };
  if (std::any_of(name.begin(), name.end(), control))
    refuse(document, field, fmt::format("holds a control character: {}", base::quoted(name)));
}

void require_names(const Document& document, std::string_view field, const std::vector<std::string>& names) {
  if (names.size() > kMostValues)
    refuse(document, field, fmt::format("has {} values, at most {} are allowed", names.size(), kMostValues));
  for (const std::string& name : names) {
    if (name.empty()) refuse(document, field, "holds an empty value");
    require_name(document, field, name);
  }
}

void require_time(const Document& document, std::string_view field, const std::optional<Time>& time) {
  constexpr std::int64_t kFirst = -62'167'219'200,
                         kLast = 253'402'300'799;  // the years 0000 to 9999, as RFC 3339 writes them
  if (time && (time->time_since_epoch().count() < kFirst || time->time_since_epoch().count() > kLast))
    refuse(document, field, "is out of range: the years 0000 to 9999 of UTC are possible");
}

/// White space beyond ASCII (Unicode's White_Space), and what is as invisible: U+200B, U+2060, U+FEFF.
bool holds_wide_blank(std::string_view id) {
  for (const std::string_view blank :
       {"\u0085", "\u00A0", "\u1680", "\u2028", "\u2029", "\u202F", "\u205F", "\u2060", "\u3000", "\uFEFF"})
    if (id.find(blank) != std::string_view::npos) return true;
  for (std::size_t at = 0; (at = id.find("\xE2\x80", at)) != std::string_view::npos; ++at)
    if (static_cast<unsigned char>(id[at + 2]) <= 0x8B) return true;  // U+2000 to U+200B
  return false;
}

}  // namespace

void validate_id(std::string_view id) {
  if (id.empty() || id.size() > kLongestId)
    fail(ErrorCode::invalid_argument, "id {} has {} bytes, it must have 1 to {}", base::quoted(id), id.size(),
         kLongestId);
  if (!base::valid_utf8(id)) fail(ErrorCode::invalid_argument, "id {} is not UTF-8", base::quoted(id));
  const auto blank = [](char c) { return static_cast<std::uint8_t>(c) <= 0x20 || c == 0x7F; };
  if (std::any_of(id.begin(), id.end(), blank) || holds_wide_blank(id))
    fail(ErrorCode::invalid_argument, "id {} holds white space or a control character", base::quoted(id));
}

void validate(const Document& document) {
  validate_id(document.id);
  if (document.title.empty() && document.body.empty())
    refuse(document, "title and body", "are both empty; one is required");
  require_text(document, "title", document.title, kLongestText);
  require_text(document, "body", document.body, kLongestText);
  require_text(document, "url", document.url, std::size_t{1} << 16);
  require_names(document, "tags", document.tags);
  require_names(document, "product", document.product);
  require_names(document, "audience", document.audience);
  require_name(document, "category", document.category);
  require_name(document, "family", document.family);
  if (!document.parent.empty()) validate_id(document.parent);
  if (!document.lang.empty() && analysis::canonical_language(document.lang).empty())
    refuse(document, "lang", fmt::format("is {}, which is no language tag", base::quoted(document.lang)));
  if (static_cast<int>(document.kind) >= kKinds) refuse(document, "kind", "is unknown");
  if (static_cast<int>(document.format) > 2) refuse(document, "format", "is unknown");
  require_time(document, "created", document.created);
  require_time(document, "updated", document.updated);
}

}  // namespace forestall::index
