// SPDX-License-Identifier: Apache-2.0
#include "search/evaluate/accumulate.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <vector>

#include "postings/dense_row.h"
#include "postings/list_view.h"

// Highway compiles what stands between HWY_BEFORE_NAMESPACE and HWY_AFTER_NAMESPACE once for each instruction set.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "search/evaluate/accumulate.cpp"
#include <hwy/foreach_target.h>  // before highway.h
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace forestall::search::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Bytes = hn::CappedTag<std::uint8_t, postings::DenseRow::kGroupBytes>;
using Words = hn::RepartitionToWide<Bytes>;
constexpr std::uint32_t kBlock = 64;
constexpr std::uint32_t kColumns = 128;

#if HWY_TARGET == HWY_SCALAR
HWY_ATTR void add_rows_here(std::uint16_t* HWY_RESTRICT sums, const RowGroup& group, std::uint32_t count) {
  for (std::uint32_t doc = 0; doc < count; ++doc) {
    unsigned sum = 0;
    for (const RowTerm& row : group.rows) {
      const std::uint8_t pair =
          row.codes[doc / postings::DenseRow::kGroup * postings::DenseRow::kGroupBytes + doc % 64];
      sum += row.values[doc % postings::DenseRow::kGroup < 64 ? pair & 15 : pair >> 4];
    }
    sums[doc] = static_cast<std::uint16_t>(sums[doc] + (sum << group.shift));
  }
}
HWY_ATTR void row_bits_here(const std::uint8_t* codes, std::uint32_t groups, std::uint64_t* words) {
  for (std::size_t i = 0; i < std::size_t{groups} * 2; ++i) {
    words[i] = 0;
    for (std::size_t j = 0; j < 64; ++j)
      words[i] |= std::uint64_t{(codes[i / 2 * 64 + j] >> (i % 2 * 4) & 15) != 0} << j;
  }
}
#else
HWY_ATTR void row_bits_here(const std::uint8_t* codes, std::uint32_t groups, std::uint64_t* words) {
  const Bytes bytes;
  const auto low = hn::Set(bytes, 15);
  auto* out = reinterpret_cast<std::uint8_t*>(words);
  for (std::uint32_t g = 0; g < groups; ++g, out += 16)
    for (std::size_t i = 0; i < postings::DenseRow::kGroupBytes; i += hn::Lanes(bytes)) {
      const auto pairs = hn::LoadU(bytes, codes + std::size_t{g} * postings::DenseRow::kGroupBytes + i);
      hn::StoreMaskBits(bytes, hn::Ne(hn::And(pairs, low), hn::Zero(bytes)), out + i / 8);
      hn::StoreMaskBits(bytes, hn::Gt(pairs, low), out + 8 + i / 8);
    }
}

HWY_ATTR void add_rows_here(std::uint16_t* HWY_RESTRICT sums, const RowGroup& group, std::uint32_t count) {
  const Bytes bytes;
  const Words words;
  const hn::Half<Bytes> half;
  const auto low = hn::Set(bytes, 15);
  const auto table = [&](std::size_t row) HWY_ATTR { return hn::LoadDup128(bytes, group.rows[row].values.data()); };
  const auto t0 = table(0), t1 = table(1), t2 = table(2), t3 = table(3);
  const auto add = [&](std::uint16_t* at, auto sum) HWY_ATTR {
    const auto first = hn::ShiftLeftSame(hn::PromoteTo(words, hn::LowerHalf(half, sum)), group.shift);
    const auto second = hn::ShiftLeftSame(hn::PromoteTo(words, hn::UpperHalf(half, sum)), group.shift);
    hn::StoreU(hn::Add(hn::LoadU(words, at), first), words, at);
    at += hn::Lanes(words);
    hn::StoreU(hn::Add(hn::LoadU(words, at), second), words, at);
  };
  const auto upper = [&](auto pairs) HWY_ATTR {
    return hn::And(hn::BitCast(bytes, hn::ShiftRight<4>(hn::BitCast(words, pairs))), low);
  };
  const std::size_t lanes = hn::Lanes(bytes), end = postings::DenseRow::groups(count) * postings::DenseRow::kGroupBytes;
  for (std::size_t i = 0; i < end; i += lanes) {
    const auto c0 = hn::LoadU(bytes, group.rows[0].codes + i), c1 = hn::LoadU(bytes, group.rows[1].codes + i);
    const auto c2 = hn::LoadU(bytes, group.rows[2].codes + i), c3 = hn::LoadU(bytes, group.rows[3].codes + i);
    const auto a =
        hn::Add(hn::Add(hn::TableLookupBytes(t0, hn::And(c0, low)), hn::TableLookupBytes(t1, hn::And(c1, low))),
                hn::Add(hn::TableLookupBytes(t2, hn::And(c2, low)), hn::TableLookupBytes(t3, hn::And(c3, low))));
    const auto b = hn::Add(hn::Add(hn::TableLookupBytes(t0, upper(c0)), hn::TableLookupBytes(t1, upper(c1))),
                           hn::Add(hn::TableLookupBytes(t2, upper(c2)), hn::TableLookupBytes(t3, upper(c3))));
    std::uint16_t* at =
        sums + i / postings::DenseRow::kGroupBytes * postings::DenseRow::kGroup + i % postings::DenseRow::kGroupBytes;
    add(at, a);
    add(at + postings::DenseRow::kGroup / 2, b);
  }
}
#endif

HWY_ATTR bool any_reaches(const std::uint16_t* sums, std::uint16_t least) {
  const Words words;
  auto most = hn::LoadU(words, sums);
  for (std::size_t i = hn::Lanes(words); i < kBlock; i += hn::Lanes(words))
    most = hn::Max(most, hn::LoadU(words, sums + i));
  return !hn::AllFalse(words, hn::Eq(most, hn::Max(most, hn::Set(words, least))));
}

HWY_ATTR std::uint32_t reaching_blocks_here(const std::uint16_t* sums, std::uint32_t blocks, std::uint16_t least) {
  const Words words;
  const auto wanted = hn::Set(words, least);
  std::uint32_t reaching = 0;
  for (std::uint32_t left = blocks; left != 0; left &= left - 1) {
    const auto block = static_cast<std::uint32_t>(std::countr_zero(left));
    const std::uint16_t* const first = sums + block * kSumBlock;
    auto most = hn::LoadU(words, first);
    for (std::size_t i = hn::Lanes(words); i < kSumBlock; i += hn::Lanes(words))
      most = hn::Max(most, hn::LoadU(words, first + i));
    reaching |= static_cast<std::uint32_t>(!hn::AllFalse(words, hn::Eq(most, hn::Max(most, wanted)))) << block;
  }
  return reaching;
}

HWY_ATTR std::uint32_t collect_here(const std::uint16_t* sums, std::uint32_t count, std::uint16_t least,
                                    std::uint16_t* out) {
  std::uint32_t found = 0, i = 0;
  for (; i + kBlock <= count; i += kBlock) {
    if (!any_reaches(sums + i, least)) continue;
    for (std::uint32_t j = i; j < i + kBlock; ++j) {
      out[found] = static_cast<std::uint16_t>(j);
      found += sums[j] >= least;
    }
  }
  for (; i < count; ++i)
    if (sums[i] >= least) out[found++] = static_cast<std::uint16_t>(i);
  return found;
}

/// maxima[c] = the largest sum of the documents whose number is c modulo kColumns; `count` is a multiple of that.
HWY_ATTR void column_maxima_here(const std::uint16_t* sums, std::uint32_t count, std::uint16_t* maxima) {
  const Words words;
  for (std::size_t c = 0; c < kColumns; c += hn::Lanes(words)) {
    auto most = hn::Zero(words);
    for (std::size_t i = c; i < count; i += kColumns) most = hn::Max(most, hn::LoadU(words, sums + i));
    hn::StoreU(most, words, maxima + c);
  }
}

}  // namespace forestall::search::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace forestall::search {

HWY_EXPORT(add_rows_here);
HWY_EXPORT(row_bits_here);
HWY_EXPORT(collect_here);
HWY_EXPORT(reaching_blocks_here);
HWY_EXPORT(column_maxima_here);

void add_rows(std::uint16_t* sums, const RowGroup& group, std::uint32_t count) {
  HWY_DYNAMIC_DISPATCH(add_rows_here)(sums, group, count);
}

void row_bits(const std::uint8_t* codes, std::uint32_t count, std::uint64_t* words) {
  const std::uint32_t groups = postings::DenseRow::groups(count);
  HWY_DYNAMIC_DISPATCH(row_bits_here)(codes, groups, words);
  std::fill(words + 2 * groups, words + postings::kWindow / 64, 0);
}

void add_list(std::uint16_t* sums, std::span<const std::uint16_t> docs, const std::uint8_t* impacts,
              const std::array<std::uint8_t, 256>& bytes, std::uint16_t weight) {
  for (std::size_t i = 0; i < docs.size(); ++i)
    sums[docs[i]] =
        static_cast<std::uint16_t>(sums[docs[i]] + (static_cast<std::uint32_t>(bytes[impacts[i]]) * weight >> 8) + 1);
}

std::uint32_t count_sums(const std::uint16_t* sums, std::uint32_t count) {
  std::uint32_t found = 0;
  for (std::uint32_t i = 0; i < count; ++i) found += sums[i] != 0;
  return found;
}

std::uint32_t collect(const std::uint16_t* sums, std::uint32_t count, std::uint16_t least, std::uint16_t* out) {
  return HWY_DYNAMIC_DISPATCH(collect_here)(sums, count, least, out);
}

std::uint32_t reaching_blocks(const std::uint16_t* sums, std::uint32_t blocks, std::uint16_t least) {
  return HWY_DYNAMIC_DISPATCH(reaching_blocks_here)(sums, blocks, least);
}

std::uint16_t least_of_best(const std::uint16_t* sums, std::uint32_t count, std::size_t wanted) {
  constexpr std::uint32_t kColumns = 128;
  const std::uint32_t whole = count / kColumns * kColumns;  // an incomplete row of columns is left out
  if (wanted == 0 || wanted > kColumns || whole == 0) return 1;
  std::array<std::uint16_t, kColumns> maxima;
  HWY_DYNAMIC_DISPATCH(column_maxima_here)(sums, whole, maxima.data());
  const auto nth = maxima.begin() + static_cast<std::ptrdiff_t>(wanted - 1);
  std::nth_element(maxima.begin(), nth, maxima.end(), std::greater<>());
  return std::max<std::uint16_t>(1, *nth);
}

}  // namespace forestall::search
#endif  // HWY_ONCE
