// SPDX-License-Identifier: Apache-2.0
#include "search/accumulate.h"

#if defined(__x86_64__)
#define FORESTALL_TARGET(name) __attribute__((target(name)))
#else
#define FORESTALL_TARGET(name)
#endif

namespace forestall::search {
namespace {

// One loop, compiled once for each instruction set: the compiler turns the 16-bit multiplication's upper half into one
// instruction for 8, 16 or 32 documents.
__attribute__((always_inline)) inline void add_row_loop(std::uint16_t* __restrict sums,
                                                        const std::uint8_t* __restrict impacts, std::uint32_t count,
                                                        std::uint16_t weight) {
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto wide = static_cast<std::uint16_t>(impacts[i] << 8);
    const auto product = static_cast<std::uint16_t>((static_cast<std::uint32_t>(wide) * weight) >> 16);
    sums[i] = static_cast<std::uint16_t>(sums[i] + product + (impacts[i] != 0 ? 1 : 0));
  }
}

__attribute__((always_inline)) inline std::uint32_t collect_loop(const std::uint16_t* sums, std::uint32_t count,
                                                                 std::uint16_t least, std::uint16_t* out) {
  constexpr std::uint32_t kBlock = 64;
  std::uint32_t found = 0, i = 0;
  for (; i + kBlock <= count; i += kBlock) {
    std::uint16_t largest = 0;
    for (std::uint32_t j = 0; j < kBlock; ++j) largest = sums[i + j] > largest ? sums[i + j] : largest;
    if (largest < least) continue;
    for (std::uint32_t j = 0; j < kBlock; ++j) {
      out[found] = static_cast<std::uint16_t>(i + j);
      found += sums[i + j] >= least;
    }
  }
  for (; i < count; ++i) {
    if (sums[i] >= least) out[found++] = static_cast<std::uint16_t>(i);
  }
  return found;
}

using AddRow = void (*)(std::uint16_t*, const std::uint8_t*, std::uint32_t, std::uint16_t);
using Collect = std::uint32_t (*)(const std::uint16_t*, std::uint32_t, std::uint16_t, std::uint16_t*);

void add_row_plain(std::uint16_t* s, const std::uint8_t* i, std::uint32_t n, std::uint16_t w) {
  add_row_loop(s, i, n, w);
}
std::uint32_t collect_plain(const std::uint16_t* s, std::uint32_t n, std::uint16_t l, std::uint16_t* o) {
  return collect_loop(s, n, l, o);
}

#if defined(__x86_64__)
#if defined(__clang__)  // does not know the option for functions, and takes wide registers for these loops anyway
#define FORESTALL_AVX512 FORESTALL_TARGET("avx512bw,avx512vl")
#else
#define FORESTALL_AVX512 FORESTALL_TARGET("avx512bw,avx512vl,prefer-vector-width=512")
#endif
FORESTALL_TARGET("avx2") void add_row_avx2(std::uint16_t* s, const std::uint8_t* i, std::uint32_t n, std::uint16_t w) {
  add_row_loop(s, i, n, w);
}
FORESTALL_AVX512
void add_row_avx512(std::uint16_t* s, const std::uint8_t* i, std::uint32_t n, std::uint16_t w) {
  add_row_loop(s, i, n, w);
}
FORESTALL_TARGET("avx2")
std::uint32_t collect_avx2(const std::uint16_t* s, std::uint32_t n, std::uint16_t l, std::uint16_t* o) {
  return collect_loop(s, n, l, o);
}
AddRow pick_add_row() {
  if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")) return add_row_avx512;
  return __builtin_cpu_supports("avx2") ? add_row_avx2 : add_row_plain;
}
Collect pick_collect() { return __builtin_cpu_supports("avx2") ? collect_avx2 : collect_plain; }
#else
AddRow pick_add_row() { return add_row_plain; }
Collect pick_collect() { return collect_plain; }
#endif

}  // namespace

void add_row(std::uint16_t* sums, const std::uint8_t* impacts, std::uint32_t count, std::uint16_t weight) {
  static const AddRow chosen = pick_add_row();
  chosen(sums, impacts, count, weight);
}

void add_list(std::uint16_t* sums, std::span<const std::uint16_t> docs, const std::uint8_t* impacts,
              std::uint16_t weight) {
  for (std::size_t i = 0; i < docs.size(); ++i)
    sums[docs[i]] =
        static_cast<std::uint16_t>(sums[docs[i]] + (static_cast<std::uint32_t>(impacts[i]) * weight >> 8) + 1);
}

std::uint32_t collect(const std::uint16_t* sums, std::uint32_t count, std::uint16_t least, std::uint16_t* out) {
  static const Collect chosen = pick_collect();
  return chosen(sums, count, least, out);
}

}  // namespace forestall::search
