// SPDX-License-Identifier: Apache-2.0
#include "base/fail.h"
#include "base/utf8.h"
#include "forestall/query.h"
#include "query/parser.h"

namespace forestall {
namespace {

constexpr std::size_t kMostWarnings = 8;

std::string repaired(std::string_view text) {
  std::string out;
  for (;;) {
    const std::size_t at = base::first_invalid_utf8(text);
    out.append(text.substr(0, at));
    if (at == std::string_view::npos) return out;
    out += "\uFFFD";
    text.remove_prefix(at + 1);
  }
}

}  // namespace

LenientQuery parse_leniently(std::string_view text, const Schema&) {
  LenientQuery out;
  const auto warn = [&](std::size_t at, const std::string& sentence) {
    if (out.warnings.size() < kMostWarnings)
      out.warnings.push_back(
          fmt::format("{}, at {}", sentence, base::quoted(text.substr(std::min(at, text.size())), 30)));
  };
  std::string valid;
  if (!base::valid_utf8(text)) {
    warn(base::first_invalid_utf8(text), "the query is not UTF-8");
    valid = repaired(text);
    text = valid;
  }
  out.query = query::parse(query::lex(text, true), text, warn);
  if (out.query.type == Query::Type::boolean && out.query.required.empty() && out.query.optional.empty()) {
    warn(0, "the query only excludes, so nothing matches");
    out.query = {};
  }
  return out;
}

}  // namespace forestall
