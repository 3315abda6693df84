// SPDX-License-Identifier: Apache-2.0
#include "base/hash.h"

#define XXH_INLINE_ALL  // every word of every document comes here: without a jump through the shared library
#include <xxhash.h>

namespace forestall::base {

std::uint64_t hash(std::string_view bytes) noexcept { return XXH3_64bits(bytes.data(), bytes.size()); }

}  // namespace forestall::base
