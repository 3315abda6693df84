// SPDX-License-Identifier: Apache-2.0
#include "ranking/slips.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace forestall::ranking {
namespace {

constexpr std::size_t kLongest = 64;

constexpr double kDoubled = 0.45, kSwapped = 0.55, kVowels = 0.6, kAlike = 0.55, kNear = 0.85, kOther = 1.05,
                 kMissing = 0.75, kExtra = 0.8, kFirst = 0.6;

bool vowel(char32_t c) { return std::u32string_view(U"aeiouyäöüåæøœ").find(c) != std::u32string_view::npos; }

bool sound_alike(char32_t a, char32_t b) {
  static constexpr std::array<std::u32string_view, 12> kGroups = {U"ckq", U"sc", U"sz", U"gj", U"fv", U"vw",
                                                                  U"iy",  U"dt", U"bp", U"mn", U"xs", U"ij"};
  return std::any_of(kGroups.begin(), kGroups.end(), [&](std::u32string_view group) {
    return group.find(a) != std::u32string_view::npos && group.find(b) != std::u32string_view::npos;
  });
}

/// Neighbours on a QWERTY keyboard, where most letters of QWERTZ and half of those of AZERTY are as well.
bool near_keys(char32_t a, char32_t b) {
  static constexpr std::array<std::u32string_view, 3> kRows = {U"qwertyuiop", U"asdfghjkl", U"zxcvbnm"};
  int row[2] = {-1, -1}, column[2] = {0, 0};
  for (int i = 0; i < 3; ++i)
    for (int side = 0; side < 2; ++side)
      if (const std::size_t at = kRows[static_cast<std::size_t>(i)].find(side == 0 ? a : b);
          at != std::u32string_view::npos)
        row[side] = i, column[side] = static_cast<int>(at);
  if (row[0] < 0 || row[1] < 0) return false;
  const int down = row[1] - row[0], right = column[1] - column[0];
  return (down == 0 && std::abs(right) == 1) || (down == 1 && (right == 0 || right == -1)) ||
         (down == -1 && (right == 0 || right == 1));
}

double substitution(char32_t a, char32_t b) {
  if (vowel(a) && vowel(b)) return kVowels;
  if (sound_alike(a, b)) return kAlike;
  return near_keys(a, b) ? kNear : kOther;
}

constexpr std::size_t kMostSlips = 2;

/// The least cost by number of slips.
struct Step {
  std::array<double, kMostSlips + 1> cost;
  void take(const Step& from, double more) {
    for (std::size_t slips = 0; slips < kMostSlips; ++slips)
      cost[slips + 1] = std::min(cost[slips + 1], from.cost[slips] + more);
  }
};

constexpr Step kNoStep{{kNoCost, kNoCost, kNoCost}};

}  // namespace

std::size_t most_slips(std::size_t letters) { return letters < 4 ? 0 : letters < 5 ? 1 : 2; }

double slip_cost(std::u32string_view typed, std::u32string_view right, std::size_t most) {
  const std::size_t n = typed.size(), m = right.size();
  most = std::min(most, kMostSlips);
  if (n > kLongest || m > kLongest || n > m + most || m > n + most) return kNoCost;
  thread_local std::array<std::array<Step, kLongest + 1>, 3> rows;  // not cleared: what is read was written
  const auto row = [&](std::size_t i) -> std::array<Step, kLongest + 1>& { return rows[i % 3]; };
  for (std::size_t i = 0; i <= n; ++i) {
    const std::size_t from = i > most ? i - most : 0, to = std::min(m, i + most);
    bool alive = false;
    if (from > 0) row(i)[from - 1] = kNoStep;
    for (std::size_t j = from; j <= to; ++j) {
      Step best = kNoStep;
      if (i == 0 && j == 0) best.cost[0] = 0;
      const double first = (i <= 1 && j <= 1) ? kFirst : 0;
      if (i > 0 && j > 0) {
        if (typed[i - 1] == right[j - 1])
          best = row(i - 1)[j - 1];
        else
          best.take(row(i - 1)[j - 1], substitution(typed[i - 1], right[j - 1]) + first);
      }
      if (i > 0 && j < i + most) {
        const bool doubled = i > 1 && typed[i - 1] == typed[i - 2];
        best.take(row(i - 1)[j], doubled ? kDoubled : kExtra + first);
      }
      if (j > from) {
        const bool doubled = j > 1 && right[j - 1] == right[j - 2];
        best.take(row(i)[j - 1], doubled ? kDoubled : kMissing + first);
      }
      if (i > 1 && j > 1 && typed[i - 1] == right[j - 2] && typed[i - 2] == right[j - 1] &&
          typed[i - 1] != typed[i - 2])
        best.take(row(i - 2)[j - 2], kSwapped + (i == 2 ? kFirst / 2 : 0));
      row(i)[j] = best;
      alive |=
          *std::min_element(best.cost.begin(), best.cost.begin() + static_cast<std::ptrdiff_t>(most) + 1) < kNoCost;
    }
    if (to < m) row(i)[to + 1] = kNoStep;
    if (!alive) return kNoCost;
  }
  const auto& costs = row(n)[m].cost;
  return *std::min_element(costs.begin(), costs.begin() + static_cast<std::ptrdiff_t>(most) + 1);
}

double spelling_score(double cost, double documents) {
  constexpr double kPerCost = 8;
  return std::log1p(documents) - kPerCost * cost;
}

}  // namespace forestall::ranking
