// SPDX-License-Identifier: Apache-2.0
#include "index/audience.h"

#include <algorithm>

namespace forestall::index {
namespace {

std::string conjunction(std::vector<std::string> sets) {
  std::sort(sets.begin(), sets.end());
  sets.erase(std::unique(sets.begin(), sets.end()), sets.end());
  std::string text;
  for (const std::string& set : sets) {
    if (!text.empty() || &set != &sets.front()) text.push_back(kSet);
    text += set;
  }
  return text;
}

/// The part of a text before the first separator, which is taken off it; at the end nothing is left to take.
std::string_view next_part(std::string_view& text, char separator, bool& last) {
  const std::size_t end = text.find(separator);
  const std::string_view part = text.substr(0, end);
  last = end == std::string_view::npos;
  if (!last) text.remove_prefix(end + 1);
  return part;
}

bool meets(std::string_view set, const Reader& reader) {
  for (bool last = false; !last;) {
    const std::string_view member = next_part(set, kMember, last);
    if (!member.empty() &&
        std::find(reader.principals.begin(), reader.principals.end(), member) != reader.principals.end())
      return true;
  }
  return false;
}

}  // namespace

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (bool last = false; !last;) parts.push_back(next_part(text, separator, last));
  return parts;
}

std::string join_set(std::vector<std::string> values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  std::string text;
  for (const std::string& value : values) {
    if (!text.empty()) text.push_back(kMember);
    text += value;
  }
  return text;
}

std::string own_audience(const Document& document) {
  return document.audience.empty() ? "public" : join_set(document.audience);
}

std::string reply_audience(const Document& reply, std::string_view parent) {
  std::vector<std::string> sets;
  for (const std::string_view set : split(parent, kSet)) sets.emplace_back(set);
  if (!reply.audience.empty()) sets.push_back(join_set(reply.audience));
  return conjunction(std::move(sets));
}

std::string nobody() { return {}; }

bool visible(std::string_view audience, const Reader& reader) {
  if (reader.all) return true;
  for (bool last = false; !last;)
    if (!meets(next_part(audience, kSet, last), reader)) return false;
  return true;
}

}  // namespace forestall::index
