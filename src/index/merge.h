// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "base/spool.h"
#include "index/build.h"
#include "index/overlay.h"
#include "index/segment.h"

namespace forestall::index {

struct MergeSource {
  std::shared_ptr<const Segment> segment;
  std::shared_ptr<const Overlay> overlay;
};

inline constexpr std::uint32_t kGone = 0xFFFFFFFFu;

/// Where every document went: moved[source][old document] = new document, or kGone.
using Moved = std::vector<std::vector<std::uint32_t>>;

/// One segment image of the sources' documents that are not removed, with impacts baked anew. Voters' votes are not in
/// the image: the caller carries them over (and removals that came meanwhile) with `Overlay::with_votes` and `without`.
struct Merged {
  std::string image;
  Moved moved;
};
/// Throws `Error(unsupported)` when stopped. `averages` may be null: the documents' own. Compact sources can only
/// become a compact segment.
Merged merge_segments(std::span<const MergeSource> sources, const Schema& schema, Layout layout,
                      const Averages& averages, std::stop_token stop = {});
/// The same bytes as a new file, `spill.file()`, durable when it returns. Of memory it takes what `spill` says, and
/// for each document and each string of the sources four bytes, for each document with a family or topic four more
/// at the end. On disk it takes the file's size once more while it is made.
Moved write_merged(std::span<const MergeSource> sources, const Schema& schema, Layout layout, const Averages& averages,
                   base::Spill& spill, std::stop_token stop = {});

/// The overlay of a merged segment: what has happened to its sources since they were merged. Taken again, it goes
/// through what is new alone, so that most of it can be done before anybody has to wait.
class CarryOver {
 public:
  CarryOver(std::shared_ptr<const Segment> merged, Moved moved);
  /// Takes the sources' overlays as they are now; returns how many documents it had to remove.
  std::size_t take(std::span<const MergeSource> now);
  const std::shared_ptr<const Overlay>& overlay() const { return overlay_; }

 private:
  std::shared_ptr<const Segment> merged_;
  Moved moved_;  // of documents that have been removed kGone
  std::shared_ptr<const Overlay> overlay_;
  std::vector<std::shared_ptr<const Overlay>> taken_;  // of the sources, as they were last seen
};

}  // namespace forestall::index
