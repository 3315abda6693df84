// SPDX-License-Identifier: Apache-2.0
#include <cctype>

#include "forestall/query.h"

namespace forestall {
namespace {

/// What follows the last sign that parts words of the grammar.
std::string_view last_word(std::string_view text) {
  const std::size_t sign = text.find_last_of(" \t\r\n(:\"+");
  return sign == std::string_view::npos ? text : text.substr(sign + 1);
}

/// Makes the leaf that ends in the word a prefix; operands are kept by what they do, not in their order.
bool complete(Query& query, std::string_view word) {
  if (query.type == Query::Type::words && query.text.ends_with(word)) {
    query.type = Query::Type::prefix;
    return true;
  }
  if (query.type != Query::Type::boolean) return false;
  for (auto* operands : {&query.optional, &query.required})
    if (!operands->empty() && complete(operands->back(), word)) return true;
  return false;
}

}  // namespace

LenientQuery parse_as_you_type(std::string_view text, const Schema& schema) {
  LenientQuery out = parse_leniently(text, schema);
  if (text.empty()) return out;
  const auto last = static_cast<unsigned char>(text.back());
  if (last < 0x80 && std::isalnum(last) == 0) return out;
  if (const std::string_view word = last_word(text); !word.empty()) complete(out.query, word);
  return out;
}

}  // namespace forestall
