// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "forestall/batch.h"
#include "index/build.h"
#include "index/snapshot.h"

namespace forestall::index {

/// What a batch comes to, given what is stored: the last write of each id, its audience and votes, and the replies
/// whose audience changes with it.
struct BatchPlan {
  struct Put {
    std::shared_ptr<const Document> document;  ///< the batch's own, or a stored reply
    std::string audience;
    VoteCount voters;
  };
  struct Gone {
    Place place;
    std::string id;
    std::uint64_t number = 0;
    bool drop_votes = false;
  };
  struct Cast {
    std::string id, voter;
    std::optional<bool> helpful;  ///< nothing: withdrawn
  };
  std::vector<Put> puts;
  std::vector<Gone> gone;  ///< rows that are removed or replaced
  std::vector<Cast> votes;
  std::map<std::string, VoteCount> totals;  ///< new voters' totals of documents that are not put
  std::size_t written = 0;                  ///< of the batch's own documents
  bool empty() const { return puts.empty() && gone.empty() && votes.empty(); }
};

/// What a plan depends on, ascending: ids, and ids with kVotes behind them whose votes it changes. Whoever writes one
/// of them makes it stale.
inline constexpr char kVotes = '\x02';  // stands in no id
std::vector<std::string> ids_read(const Batch& batch, const BatchPlan& plan);
/// What a plan writes, in the same form.
std::vector<std::string> ids_touched(const BatchPlan& plan);

/// Bytes of title and body of the batch's documents and lessons.
std::size_t text_bytes(const Batch& batch);

/// The plan points into the batch. Throws `Error(invalid_argument)` naming the document and the field,
/// `Error(not_found)` for a vote on nothing.
BatchPlan plan_batch(const Batch& batch, const Snapshot& snapshot);

/// Throws `Error(invalid_argument)` that names the field at fault.
void validate(const Document& document);
void validate_id(std::string_view id);

}  // namespace forestall::index
