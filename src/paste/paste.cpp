// SPDX-License-Identifier: Apache-2.0
#include "paste/paste.h"

#include <algorithm>
#include <unordered_map>

#include "paste/score.h"
#include "paste/shape.h"

namespace forestall::paste {
namespace {

constexpr std::size_t kFewestAlike = 8, kFewestOpenings = 8, kFewestInRow = 3;

std::string_view trimmed(std::string_view line) {
  while (!line.empty() && static_cast<unsigned char>(line.front()) <= 0x20) line.remove_prefix(1);
  while (!line.empty() && static_cast<unsigned char>(line.back()) <= 0x20) line.remove_suffix(1);
  return line;
}

class Lines {
 public:
  explicit Lines(const std::vector<std::string_view>& lines) : pasted_(lines.size()) {
    lines_.reserve(lines.size());
    bool fenced = false;
    for (const std::string_view whole : lines) {
      Line line{trimmed(whole)};
      if (!line.text.empty()) {
        const Shape shape(line.text);
        if (line.text.substr(0, 3) == "```" || line.text == "{code}") fenced = !fenced;
        line.score = score_of(line.text, shape) + (fenced ? 1 : 0);
        line.sentence = shape.sentence();
        line.several_words = shape.words >= 3;
        line.several = shape.tokens >= 3;
        line.skeleton = shape.skeleton;
        line.opening = shape.opening;
      }
      lines_.push_back(line);
      if (!line.several) continue;
      ++alike_[line.skeleton];
      ++openings_[line.opening];
    }
  }

  std::vector<bool> pasted() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      Line& line = lines_[i];
      if (line.several && alike_[line.skeleton] >= kFewestAlike) line.score += 2;
      if (line.several && line.score > 0 && openings_[line.opening] >= kFewestOpenings) ++line.score;
      pasted_[i] = line.score >= kPasted;
    }
    add_rows();
    add_near();
    add_between();
    return std::move(pasted_);
  }

 private:
  struct Line {
    std::string_view text{};
    std::uint64_t skeleton = 0, opening = 0;
    int score = 0;
    bool several = false;  // tokens
    bool several_words = false, sentence = false;
  };
  /// Several likely lines one below the other, and likely ones beside pasted ones.
  void add_rows() {
    for (std::size_t i = 0; i < lines_.size();) {
      std::size_t end = i, likely = 0;
      bool sure = false;
      for (; end < lines_.size() && (pasted_[end] || lines_[end].score >= kLikely); ++end) {
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
      if (pasted_[i] || lines_[i].text.empty()) return;
      pasted_[i] = (lines_[i].score >= kLikely && (pasted_at(i, 1) || pasted_at(i, 2))) ||
                   (lines_[i].score > 0 && pasted_at(i, 1) && !lines_[i].sentence);
    };
    for (std::size_t i = 0; i < lines_.size(); ++i) look(i);
    for (std::size_t i = lines_.size(); i-- > 0;) look(i);
  }
  /// What stands between two pasted lines and is no sentence: the rest of a long message, the code of a frame.
  void add_between() {
    constexpr std::size_t kMost = 3;
    std::size_t last = lines_.size();  // pasted line before
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (!pasted_[i]) continue;
      if (last < i && i - last - 1 <= kMost)
        for (std::size_t k = last + 1; k < i; ++k) pasted_[k] = !lines_[k].text.empty() && !reads_as_sentence(k);
      last = i;
    }
  }
  bool reads_as_sentence(std::size_t i) const {
    return lines_[i].several_words && lines_[i].score <= 0 && (ends_sentence(lines_[i].text) || lines_[i].sentence);
  }
  static std::ptrdiff_t at(std::size_t i) { return static_cast<std::ptrdiff_t>(i); }

  std::vector<Line> lines_;
  std::vector<bool> pasted_;
  std::unordered_map<std::uint64_t, std::size_t> alike_, openings_;
};

}  // namespace

std::vector<bool> pasted_lines(const std::vector<std::string_view>& lines) { return Lines(lines).pasted(); }

}  // namespace forestall::paste
