// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "index/home.h"
#include "index/verify.h"
#include "support/corpus.h"

namespace forestall::index {
namespace {

constexpr std::uint32_t kIds = 40;

TEST(Waiting, EndsWhateverCameBefore) {
  for (std::uint32_t seed = 1; seed <= 6; ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    support::Corpus corpus(seed);
    Home home(true);
    home.options.memory_budget = std::size_t{1} << (10 + seed % 3 * 4);
    home.reopen();
    for (int step = 0; step < 60; ++step) {
      const std::uint32_t dice = corpus.number(100);
      if (dice < 60) {
        Batch batch;
        for (std::uint32_t i = 0, count = 1 + corpus.number(12); i < count; ++i)
          batch.put(corpus.document(corpus.number(kIds)));
        home.writer->write(batch);
      } else if (dice < 80) {
        home.writer->flush();
      } else if (dice < 85) {
        home.writer->compact();
      } else if (dice < 88) {
        home.writer->rebuild();
      } else if (dice < 92) {
        home.reopen();
      } else {
        home.writer->wait();
        EXPECT_LT(home.writer->files().size(), 12u) << "each more than twice all smaller ones, but the three smallest";
      }
    }
    home.writer->wait();
    EXPECT_THAT(verify(*home.writer->snapshot()), testing::IsEmpty());
  }
}

}  // namespace
}  // namespace forestall::index
