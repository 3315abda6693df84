// SPDX-License-Identifier: Apache-2.0
#include "paste/paste.h"

#include <algorithm>
#include <unordered_map>

#include "paste/shape.h"
#include "paste/signs.h"

namespace forestall::paste {
namespace {

constexpr int kPasted = 3, kLikely = 2;
constexpr std::size_t kFewestAlike = 3, kFewestOpenings = 4, kFewestInRow = 3;

std::string_view trimmed(std::string_view line) {
  while (!line.empty() && static_cast<unsigned char>(line.front()) <= 0x20) line.remove_prefix(1);
  while (!line.empty() && static_cast<unsigned char>(line.back()) <= 0x20) line.remove_suffix(1);
  return line;
}

bool ends_sentence(std::string_view text) {
  return !text.empty() && (text.back() == '.' || text.back() == '!' || text.back() == '?');
}

/// The encoded token of a line that has hardly anything else.
bool encoded(std::string_view text, const Shape& shape) {
  if (shape.tokens > 2) return false;
  const std::size_t end = std::min(text.find(' '), text.size());
  return is_encoded(text.substr(0, end)) || (end < text.size() && is_encoded(trimmed(text.substr(end))));
}

/// What speaks for a line by itself, whatever its words are.
int by_sign(std::string_view text, const Shape& shape) {
  bool first = false;
  const bool level = has_level(text, first);
  int score = level + (level && first);
  if (starts_with_time(text) || is_frame(text) || encoded(text, shape)) score += 3;
  if (shape.hex >= 4 && shape.hex + 2 >= shape.tokens) score += 3;
  if (starts_with_tool(text) || starts_with_exception(text) || has_file_place(text) || has_machine_value(text))
    score += 2;
  if (level && text.find('[') != std::string_view::npos) ++score;
  return score;
}

int by_shape(std::string_view text, const Shape& shape) {
  constexpr std::size_t kColumns = 4, kLongToken = 7;
  int score = 0;
  if (shape.equals >= 3 || (shape.equals == 1 && shape.tokens <= 2)) score += 2;
  if (shape.equals == 2) ++score;
  if (shape.pipes >= 3 || shape.tabs >= 3) ++score;
  if (shape.commas >= 5) score += shape.tokens == 1 ? 2 : 1;
  if (shape.gap >= kColumns) score += 2;
  if (shape.bytes >= 6) score += (shape.density() >= 0.45) + (shape.density() >= 0.25);
  if (std::string_view("{}<]\"[|").find(text.front()) != std::string_view::npos && shape.density() >= 0.15) ++score;
  if (text.find("\": ") != std::string_view::npos) ++score;
  if (text.back() == ';' || text.back() == '{' || text.back() == '}') ++score;
  if (shape.tokens >= 5 && shape.words * 10 <= shape.tokens * 3 && shape.longest >= kLongToken) ++score;
  return score;
}

/// How much speaks for a line being pasted; what reads as a sentence speaks against.
int score_of(std::string_view text, const Shape& shape) {
  if (text.empty()) return 0;
  bool level = false;
  const int sign = by_sign(text, shape), score = sign + by_shape(text, shape);
  if (!shape.sentence() || starts_with_exception(text) || (has_level(text, level) && level)) return score;
  return score - (ends_sentence(text) ? 2 : 1);
}

class Lines {
 public:
  explicit Lines(const std::vector<std::string_view>& lines) : pasted_(lines.size()) {
    bool fenced = false;
    for (const std::string_view line : lines) {
      const std::string_view text = trimmed(line);
      texts_.push_back(text);
      shapes_.emplace_back(text);
      if (text.substr(0, 3) == "```" || text == "{code}") fenced = !fenced;
      scores_.push_back(score_of(text, shapes_.back()) + (fenced ? 1 : 0));
      if (text.empty() || shapes_.back().tokens < 3) continue;
      ++alike_[shapes_.back().skeleton];
      ++openings_[shapes_.back().opening];
    }
  }

  std::vector<bool> pasted() {
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      if (shapes_[i].tokens >= 3 && alike_[shapes_[i].skeleton] >= kFewestAlike) scores_[i] += 2;
      if (shapes_[i].tokens >= 3 && scores_[i] > 0 && openings_[shapes_[i].opening] >= kFewestOpenings) ++scores_[i];
      pasted_[i] = scores_[i] >= kPasted;
    }
    add_rows();
    add_near();
    add_between();
    return std::move(pasted_);
  }

 private:
  /// Several likely lines one below the other, and likely ones beside pasted ones.
  void add_rows() {
    for (std::size_t i = 0; i < texts_.size();) {
      std::size_t end = i, likely = 0;
      bool sure = false;
      for (; end < texts_.size() && (pasted_[end] || scores_[end] >= kLikely); ++end) {
        ++likely;
        sure = sure || pasted_[end];
      }
      if (sure || likely >= kFewestInRow) std::fill(pasted_.begin() + at(i), pasted_.begin() + at(end), true);
      i = end + 1;
    }
  }
  /// Likely lines up to two away from a pasted one; next to it, any that is not quite prose.
  void add_near() {
    const auto pasted_at = [&](std::size_t i, std::size_t away) {
      return (i >= away && pasted_[i - away]) || (i + away < pasted_.size() && pasted_[i + away]);
    };
    const auto look = [&](std::size_t i) {
      if (pasted_[i] || texts_[i].empty()) return;
      pasted_[i] = (scores_[i] >= kLikely && (pasted_at(i, 1) || pasted_at(i, 2))) ||
                   (scores_[i] > 0 && pasted_at(i, 1) && !shapes_[i].sentence());
    };
    for (std::size_t i = 0; i < texts_.size(); ++i) look(i);
    for (std::size_t i = texts_.size(); i-- > 0;) look(i);
  }
  /// What stands between two pasted lines and is no sentence: the rest of a long message, the code of a frame.
  void add_between() {
    constexpr std::size_t kMost = 3;
    std::size_t last = texts_.size();  // pasted line before
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      if (!pasted_[i]) continue;
      if (last < i && i - last - 1 <= kMost)
        for (std::size_t k = last + 1; k < i; ++k) pasted_[k] = !texts_[k].empty() && !reads_as_sentence(k);
      last = i;
    }
  }
  bool reads_as_sentence(std::size_t i) const {
    return shapes_[i].words >= 3 && scores_[i] <= 0 && (ends_sentence(texts_[i]) || shapes_[i].sentence());
  }
  static std::ptrdiff_t at(std::size_t i) { return static_cast<std::ptrdiff_t>(i); }

  std::vector<std::string_view> texts_;
  std::vector<Shape> shapes_;
  std::vector<int> scores_;
  std::vector<bool> pasted_;
  std::unordered_map<std::uint64_t, std::size_t> alike_, openings_;
};

}  // namespace

std::vector<bool> pasted_lines(const std::vector<std::string_view>& lines) { return Lines(lines).pasted(); }

}  // namespace forestall::paste
