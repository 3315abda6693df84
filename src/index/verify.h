// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "index/snapshot.h"

namespace forestall::index {

/// One sentence for each fault of the segments and their agreement with the rows: checksums, term frequencies of lists
/// against the forward index, ids and numbers, documents that no segment holds.
std::vector<std::string> verify(const Snapshot& snapshot);

}  // namespace forestall::index
