// SPDX-License-Identifier: Apache-2.0
#include "base/fail.h"
#include "base/utf8.h"
#include "forestall/query.h"
#include "query/parser.h"

namespace forestall {

Query parse_query(std::string_view text, const Schema&) {
  const auto refuse = [&](std::size_t at, const std::string& sentence) {
    fail(ErrorCode::query_syntax, "query {}, position {}: {}", base::quoted(text),
         base::count_code_points(text.substr(0, at)), sentence);
  };
  if (const std::size_t at = base::first_invalid_utf8(text); at != std::string_view::npos)
    refuse(at, "it is not UTF-8");
  Query query = query::parse(query::lex(text, false), text, refuse);
  if (query.type == Query::Type::boolean && query.required.empty() && query.optional.empty())
    refuse(0, "it only excludes");
  return query;
}

}  // namespace forestall
