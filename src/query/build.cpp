// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "forestall/query.h"

namespace forestall {

Query Query::words(std::string text, std::string field) {
  Query query;
  query.type = Type::words;
  query.text = std::move(text);
  query.field = std::move(field);
  return query;
}

Query Query::prefix(std::string text, std::string field) {
  Query query = words(std::move(text), std::move(field));
  query.type = Type::prefix;
  return query;
}

Query Query::phrase(std::string text, std::string field) {
  Query query = words(std::move(text), std::move(field));
  query.type = Type::phrase;
  return query;
}

Query Query::everything() {
  Query query;
  query.type = Type::everything;
  return query;
}

}  // namespace forestall
