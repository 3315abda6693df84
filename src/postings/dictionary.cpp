// SPDX-License-Identifier: Apache-2.0
#include "postings/dictionary.h"

#include <algorithm>
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

namespace {

/// The first eight bytes as a number that sorts as they do.
std::uint64_t prefix(std::string_view text) {
  std::uint64_t key = 0;
  for (std::size_t i = 0; i < sizeof key; ++i)
    key = key << 8 | (i < text.size() ? static_cast<std::uint8_t>(text[i]) : 0u);
  return key;
}

}  // namespace

SampledTerms::SampledTerms(const StringTable& table) : table_(table) {
  samples_.reserve(table.size() / kStep + 1);
  for (std::uint32_t i = 0; i < table.size(); i += kStep) samples_.push_back(prefix(table[i]));
}

std::uint32_t SampledTerms::lower_bound(std::string_view text, std::uint32_t low, std::uint32_t high) const {
  if (high - low <= 2 * kStep) return table_.lower_bound(text, low, high);
  // Samples inside the range, which ascend; equal ones tell nothing.
  const auto from = samples_.begin() + (low + kStep - 1) / kStep, to = samples_.begin() + (high - 1) / kStep + 1;
  const auto [first, last] = std::equal_range(from, to, prefix(text));
  if (first != from) low = static_cast<std::uint32_t>(first - samples_.begin() - 1) * kStep;
  if (last != to) high = static_cast<std::uint32_t>(last - samples_.begin()) * kStep;
  return table_.lower_bound(text, low, high);
}

}  // namespace forestall::postings
