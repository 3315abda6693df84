// SPDX-License-Identifier: Apache-2.0
#include "paste/score.h"

#include <algorithm>

#include "paste/signs.h"

namespace forestall::paste {
namespace {

/// The encoded token of a line that has hardly anything else.
bool encoded(std::string_view text, const Shape& shape) {
  if (shape.tokens > 2) return false;
  const std::size_t end = std::min(text.find(' '), text.size());
  return is_encoded(text.substr(0, end)) ||
         (end < text.size() && is_encoded(text.substr(text.find_last_of(" \t") + 1)));
}

/// What speaks for a line by itself. `leads`: a level, an exception or a tool begins it, whatever sentence follows.
int by_sign(std::string_view text, const Shape& shape, bool& leads) {
  bool first = false;
  const bool level = has_level(text, first), named = starts_with_tool(text) || starts_with_exception(text);
  leads = named || (level && first);
  int score = level + (level && first);
  score += time_at_start(text);
  if (is_frame(text) || encoded(text, shape)) score += 3;
  if (shape.hex >= 4 && shape.hex + 2 >= shape.tokens) score += 3;
  if (named || has_file_place(text) || has_machine_value(text)) score += 2;
  if (text.find(" HTTP/") != std::string_view::npos && text.find('"') != std::string_view::npos) score += 3;
  if (level && text.find('[') != std::string_view::npos) ++score;
  return score;
}

int by_shape(std::string_view text, const Shape& shape) {
  constexpr std::size_t kLongToken = 7;
  int score = 0;
  if (shape.equals >= 3 || (shape.equals == 1 && shape.tokens <= 2)) score += 2;
  if (shape.equals == 2) ++score;
  if (shape.pipes >= 3 || shape.tabs >= 3) ++score;
  if (shape.commas >= 5) score += shape.tokens == 1 ? 2 : 1;
  if (shape.columns >= 2 || shape.labelled) score += 2;
  if (shape.bytes >= 6) score += (shape.density() >= 0.4) + (shape.density() >= 0.22);
  if (std::string_view("{}<]\"[|").find(text.front()) != std::string_view::npos && shape.density() >= 0.15) ++score;
  if (text.find("\": ") != std::string_view::npos) ++score;
  if (text.back() == ';' || text.back() == '{' || text.back() == '}') ++score;
  if (shape.tokens >= 5 && shape.words * 10 <= shape.tokens * 3 && shape.longest >= kLongToken) ++score;
  if (shape.tokens >= 8 && shape.words * 10 <= shape.tokens * 4) score += 2;
  return score;
}

}  // namespace

bool ends_sentence(std::string_view text) {
  return !text.empty() && (text.back() == '.' || text.back() == '!' || text.back() == '?');
}

int score_of(std::string_view text, const Shape& shape) {
  if (text.empty()) return 0;
  bool leads = false;
  const int score = by_sign(text, shape, leads) + by_shape(text, shape);
  return leads || !shape.sentence() ? score : score - (ends_sentence(text) ? 2 : 1);
}

}  // namespace forestall::paste
