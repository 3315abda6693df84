// SPDX-License-Identifier: Apache-2.0
#include "postings/dictionary.h"

#include <bit>

namespace forestall::postings {

HashTable::HashTable(std::string_view bytes)
    : slots_(reinterpret_cast<const Slot*>(bytes.data())), size_(bytes.size() / sizeof(Slot)) {}

void HashTable::write(const std::vector<std::uint64_t>& hashes, std::string& out) {
  const std::size_t size = std::bit_ceil(hashes.size() + hashes.size() / 2 + 2);
  std::vector<Slot> slots(size, Slot{0, 0});
  for (std::size_t n = 0; n < hashes.size(); ++n) {
    std::uint64_t i = hashes[n] & (size - 1);
    while (slots[i].number != 0) i = (i + 1) & (size - 1);
    slots[i] = {static_cast<std::uint32_t>(hashes[n] >> 32), static_cast<std::uint32_t>(n + 1)};
  }
  out.append(reinterpret_cast<const char*>(slots.data()), slots.size() * sizeof(Slot));
}

StringTable::StringTable(std::string_view offsets, std::string_view bytes)
    : offsets_(reinterpret_cast<const std::uint32_t*>(offsets.data())),
      bytes_(bytes.data()),
      size_(offsets.empty() ? 0 : static_cast<std::uint32_t>(offsets.size() / sizeof(std::uint32_t) - 1)) {}

std::uint32_t StringTable::lower_bound(std::string_view text, std::uint32_t low, std::uint32_t high) const {
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if ((*this)[middle] < text)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

}  // namespace forestall::postings
