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

/// An error code or an option, pasted alone: "-1073741819", "-v".
bool lone_excluded_word(const std::vector<query::Lexeme>& lexemes) {
  using Type = query::Lexeme::Type;
  return lexemes.size() == 2 && lexemes[0].type == Type::minus && lexemes[1].type == Type::word;
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
  const std::vector<query::Lexeme> lexemes = query::lex(text, true);
  if (lone_excluded_word(lexemes)) {
    warn(0, "there is nothing to exclude the word from, so it is searched");
    out.query = Query::words(std::string(text.substr(lexemes[0].at, lexemes[1].text.size() + 1)));
    return out;
  }
  out.query = query::parse(lexemes, text, warn);
  if (out.query.type == Query::Type::boolean && out.query.required.empty() && out.query.optional.empty()) {
    warn(0, "the query only excludes, so nothing matches");
    out.query = {};
  }
  return out;
}

}  // namespace forestall
