// SPDX-License-Identifier: Apache-2.0
#include "search/evaluate/windows/candidates.h"

#include <algorithm>
#include <bit>

namespace forestall::search {

void Candidates::collect(const WindowSums& sums, std::uint32_t documents, std::uint32_t least) {
  found_ = 0;
  if (!sums.listed()) {
    if (least <= 65535)
      found_ = search::collect(sums.data(), documents, static_cast<std::uint16_t>(least), docs_.data());
    return;
  }
  for (const std::uint16_t doc : sums.touched())
    if (sums[doc] >= least) docs_[found_++] = doc;
}

void Candidates::collect(const WindowBits& matches) {
  found_ = 0;
  for (std::size_t w = 0; w < matches.words.size(); ++w)
    for (std::uint64_t word = matches.words[w]; word != 0; word &= word - 1)
      docs_[found_++] = static_cast<std::uint16_t>(w * 64 + static_cast<std::size_t>(std::countr_zero(word)));
}

void Candidates::keep(const WindowBits& matches) {
  const auto end =
      std::remove_if(docs_.begin(), docs_.begin() + found_, [&](std::uint16_t doc) { return !matches.test(doc); });
  found_ = static_cast<std::uint32_t>(end - docs_.begin());
}

void Candidates::sort(const WindowSums& sums) {
  std::sort(docs_.begin(), docs_.begin() + found_, [&](std::uint16_t a, std::uint16_t b) { return sums[a] > sums[b]; });
}

}  // namespace forestall::search
