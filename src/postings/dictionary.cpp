// SPDX-License-Identifier: Apache-2.0
#include "postings/dictionary.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace forestall::postings {

HashTable::HashTable(std::string_view bytes)
    : slots_(reinterpret_cast<const Slot*>(bytes.data())), size_(bytes.size() / sizeof(Slot)) {}

namespace {

using Slot = HashTable::Slot;

std::uint64_t slots_for(std::span<const std::uint64_t> hashes) {
  return std::bit_ceil(hashes.size() + hashes.size() / 2 + 2);
}

Slot slot_of(std::uint64_t hash, std::uint64_t number) {
  return {static_cast<std::uint32_t>(hash >> 32), static_cast<std::uint32_t>(number + 1)};
}

/// `slots`: slots_for(hashes) of them, zeroes.
void fill(std::span<const std::uint64_t> hashes, Slot* slots) {
  const std::uint64_t mask = slots_for(hashes) - 1;
  for (std::size_t n = 0; n < hashes.size(); ++n) {
    std::uint64_t i = hashes[n] & mask;
    while (slots[i].number != 0) i = (i + 1) & mask;
    slots[i] = slot_of(hashes[n], n);
  }
}

/// Fills a table piece by piece. Where a hash goes depends on those before it alone, so a piece needs to know no more
/// than which ones ran over the end of the piece before, and when.
class Pieces {
 public:
  static constexpr std::uint64_t kSlots = std::uint64_t{1} << 17;

  explicit Pieces(std::span<const std::uint64_t> hashes) : hashes_(hashes), size_(slots_for(hashes)) {}

  void write(base::Spool& out) {
    // What runs over the end of the last piece begins the first one: all is done again if that was not foreseen.
    const std::size_t start = out.size();
    for (std::vector<std::uint32_t> foreseen;; out.truncate(start)) {
      over_ = foreseen;
      for (std::uint64_t first = 0; first < size_; first += kSlots) write_piece(first, out);
      if (over_ == foreseen) return;
      foreseen = over_;
    }
  }

 private:
  void write_piece(std::uint64_t first, base::Spool& out) {
    slots_.assign(std::min(size_, kSlots), Slot{0, 0});
    const std::vector<std::uint32_t> came = std::exchange(over_, {});
    std::size_t next = 0;
    for (std::size_t n = 0; n < hashes_.size(); ++n) {
      const std::uint64_t at = (hashes_[n] & (size_ - 1)) - first;
      if (next < came.size() && came[next] == n)
        ++next, put(n, 0);
      else if (at < slots_.size())
        put(n, at);
    }
    out.append(std::string_view(reinterpret_cast<const char*>(slots_.data()), slots_.size() * sizeof(Slot)));
  }

  void put(std::size_t n, std::uint64_t at) {
    while (at < slots_.size() && slots_[at].number != 0) ++at;
    if (at < slots_.size())
      slots_[at] = slot_of(hashes_[n], n);
    else
      over_.push_back(static_cast<std::uint32_t>(n));
  }

  const std::span<const std::uint64_t> hashes_;
  const std::uint64_t size_;
  std::vector<Slot> slots_;
  std::vector<std::uint32_t> over_;  // numbers, ascending
};

}  // namespace

std::string HashTable::of(std::span<const std::uint64_t> hashes) {
  std::string bytes(slots_for(hashes) * sizeof(Slot), '\0');
  fill(hashes, reinterpret_cast<Slot*>(bytes.data()));
  return bytes;
}

void HashTable::write(std::span<const std::uint64_t> hashes, base::Spool& out) {
  const std::uint64_t size = slots_for(hashes) * sizeof(Slot);
  if (size > Pieces::kSlots * sizeof(Slot) && !out.fits(size)) return Pieces(hashes).write(out);
  char* at = out.room(size);
  std::memset(at, 0, size);
  fill(hashes, reinterpret_cast<Slot*>(at));
  out.end_at(at + size);
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
