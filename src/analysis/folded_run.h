// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace forestall::analysis {

/// A run of ideographs as it is indexed, NFKC and case folded: half-width Kana and single letters of Hangul composed,
/// invisible signs gone.
struct FoldedRun {
  std::string text;                   ///< empty: the run is as it should be
  std::vector<std::uint32_t> origin;  ///< for each byte of `text`, and its end, where it comes from in the run
};
FoldedRun folded_run(std::string_view run);

}  // namespace forestall::analysis
