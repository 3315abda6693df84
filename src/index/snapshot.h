// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/analyzer.h"
#include "forestall/calibration.h"
#include "index/build.h"
#include "index/overlay.h"
#include "index/segment.h"
#include "ranking/bm25f.h"
#include "storage/store.h"

namespace forestall::index {

/// A segment as a snapshot sees it.
struct Leaf {
  std::shared_ptr<const Segment> segment;
  std::shared_ptr<const Overlay> overlay;
};

/// Where a document is.
struct Place {
  std::uint32_t leaf = 0;
  std::uint32_t doc = 0;
};

/// The index's schema and that of its lessons, by Space.
using Schemas = std::array<Schema, 2>;

/// Everything a search reads, frozen. Immutable and thread-safe; keeps its segments and rows alive.
class Snapshot {
 public:
  Snapshot(std::vector<Leaf> leaves, std::shared_ptr<const storage::View> rows, std::shared_ptr<const Schemas> schemas,
           std::shared_ptr<const analysis::Analyzer> analyzer, std::shared_ptr<const Calibration> calibration);

  const std::vector<Leaf>& leaves() const { return leaves_; }
  const storage::View& rows() const { return *rows_; }
  const std::shared_ptr<const storage::View>& shared_rows() const { return rows_; }
  const Calibration& calibration() const { return *calibration_; }
  const Schema& schema() const { return (*schemas_)[0]; }
  const Schema& schema(Space space) const { return (*schemas_)[static_cast<std::size_t>(space)]; }
  const analysis::Analyzer& analyzer() const { return *analyzer_; }

  std::uint64_t documents() const { return sizes_[0]; }  ///< all that are not removed
  std::uint64_t lessons() const { return sizes_[1]; }
  /// The living document with that id.
  std::optional<Place> find(std::string_view id) const;
  /// Every living document whose stored fold is exactly that ("f:family", or "i:topic" for its replies).
  std::vector<Place> group(std::string_view fold) const;
  /// By canonical language, of documents (or lessons) that count.
  const std::map<std::string, LanguageStatistics, std::less<>>& statistics(Space space = Space::documents) const {
    return statistics_[static_cast<std::size_t>(space)];
  }
  /// Averages of a language with `fresh` documents beside those that count, or the defaults if there are none.
  schema::FieldValues averages(Space space, std::string_view lang, const LanguageStatistics& fresh = {}) const;
  /// Base and voters' votes together.
  VoteCount votes(const Place& place) const;

 private:
  std::vector<Leaf> leaves_;
  std::shared_ptr<const storage::View> rows_;
  std::shared_ptr<const Schemas> schemas_;
  std::shared_ptr<const analysis::Analyzer> analyzer_;
  std::shared_ptr<const Calibration> calibration_;
  std::uint64_t sizes_[2] = {};  // by Space
  std::map<std::string, LanguageStatistics, std::less<>> statistics_[2];
};

}  // namespace forestall::index
