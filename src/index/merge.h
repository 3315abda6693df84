// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "index/build.h"
#include "index/overlay.h"
#include "index/segment.h"

namespace forestall::index {

struct MergeSource {
  std::shared_ptr<const Segment> segment;
  std::shared_ptr<const Overlay> overlay;
};

inline constexpr std::uint32_t kGone = 0xFFFFFFFFu;

/// One segment image of the sources' documents that are not removed, with impacts baked anew, and where every document
/// went: moved[source][old document] = new document, or kGone. Voters' votes are not in the image: the caller carries
/// them over (and removals that came meanwhile) with `Overlay::with_votes` and `without`.
struct Merged {
  std::string image;
  std::vector<std::vector<std::uint32_t>> moved;
};
/// Throws `Error(unsupported)` when stopped. `averages` may be null: the documents' own. Compact sources can only
/// become a compact segment.
Merged merge_segments(std::span<const MergeSource> sources, const Schema& schema, Layout layout,
                      const Averages& averages, std::stop_token stop = {});

/// The overlay of a merged segment: the sources' overlays as they are now, carried over.
std::shared_ptr<const Overlay> carry_over(const Segment& merged, const std::vector<std::vector<std::uint32_t>>& moved,
                                          std::span<const MergeSource> now);

}  // namespace forestall::index
